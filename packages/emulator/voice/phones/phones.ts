import { parseSipUri, sipAddress } from "../address.ts";
import { type Alert, alertText } from "../alerts.ts";
import type { Network } from "../network.ts";
import { toScript } from "../parties/parties.ts";
import type { Script } from "../parties/script.ts";
import { readAccessToken } from "./access-token.ts";
import { authenticate, type PhoneCredentials } from "./authenticate.ts";

/** A phone that registers with a SIP domain. */
export interface PhoneRegistration extends PhoneCredentials {
  /** `example.sip.twilio.com`. */
  domain: string;
  /** Where the phone is; a different one is another phone of the same user. */
  contact?: string;
  /** What happens when it is called; it answers at once when left out. */
  script?: string | Partial<Script>;
}

/** A browser or an app that registers to be called: Twilio's Voice SDK with an access token. */
export interface BrowserRegistration {
  token: string;
  /** Which browser it is; a different one is another of the same person. */
  contact?: string;
  /** What happens when it is called; it answers at once when left out. */
  script?: string | Partial<Script>;
}

/** A registered phone or browser. */
export interface Binding {
  /** `sip:user@domain`, or `client:identity`. */
  address: string;
  contact: string;
  script?: Script | undefined;
  /** Of a browser: in whose account, and until when its token holds (milliseconds since 1970). */
  browser?: { accountSid: string; expires: number } | undefined;
}

/** A phone was not let in. `sipResponse` is what it was answered. */
export class RegistrationError extends Error {
  readonly sipResponse: number;
  readonly code: number;

  constructor(sipResponse: number, alert: Alert) {
    super(`${sipResponse}: ${alert.code} ${alertText(alert)}`);
    this.name = "RegistrationError";
    this.sipResponse = sipResponse;
    this.code = alert.code;
  }
}

/** Phones one address may have at a time. https://www.twilio.com/docs/voice/api/sip-registration */
const bindingsLimit = 10;

/** The phones that are registered now. */
export class Phones {
  readonly #network: Network;
  readonly #bindings = new Map<string, Map<string, Binding>>();

  constructor(network: Network) {
    this.#network = network;
  }

  /**
   * Registers a phone, or a browser by its access token; the same contact again renews it.
   * Errors: `RegistrationError` 403 for credentials that the domain's REGISTRATIONS mapping does not have,
   * 404 for no such domain, 405 where registration is off, 503 beyond ten phones at one address; of a browser what is
   * wrong with its token.
   */
  register(phone: PhoneRegistration | BrowserRegistration): Binding {
    return "token" in phone ? this.#registerBrowser(phone) : this.#registerPhone(phone);
  }

  #registerPhone({ contact, script, ...phone }: PhoneRegistration): Binding {
    const domain = this.#network.sipDomain(phone.domain);
    if (!domain) {
      const detail = `no account has a SIP domain ${phone.domain}`;
      throw new RegistrationError(404, { code: 32210, detail });
    }
    if (!domain.sipRegistration) {
      const detail = `${phone.domain} does not take registrations: set SipRegistration`;
      throw new RegistrationError(405, { code: 32210, detail });
    }
    const refusal = authenticate(domain, "registrations", phone);
    if (refusal) throw new RegistrationError(refusal.sipResponse, refusal.alert);

    const address = sipAddress({ user: phone.username, host: domain.domainName });
    return this.#bind({ address, contact: contact ?? `sip:${phone.username}@127.0.0.1:5060` }, script);
  }

  #registerBrowser({ token, contact, script }: BrowserRegistration): Binding {
    const { accountSid, identity, incoming, expires } = readAccessToken(token, this.#network);
    if (!incoming) throw new Error(`the token of ${identity} lets nobody call it: grant incomingAllow`);
    const browser = { accountSid, expires };
    return this.#bind({ address: `client:${identity}`, contact: contact ?? "browser", browser }, script);
  }

  #bind(phone: Omit<Binding, "script">, script: string | Partial<Script> | undefined): Binding {
    const { address, contact } = phone;
    const bindings = this.#bindings.get(address) ?? new Map<string, Binding>();
    if (!bindings.has(contact) && bindings.size >= bindingsLimit) {
      const detail = `${address} has ${bindingsLimit} phones already`;
      throw new RegistrationError(503, { code: 32007, detail });
    }
    const binding = { ...phone, script: script === undefined ? undefined : toScript(script) };
    bindings.set(contact, binding);
    this.#bindings.set(address, bindings);
    return binding;
  }

  /** Takes the phones of an address off, or only the one at a contact. */
  unregister(address: string, contact?: string): void {
    if (contact === undefined) this.#bindings.delete(address);
    else this.#bindings.get(address)?.delete(contact);
  }

  /** The phones registered at `sip:user@domain`, or the browsers of `client:identity` in any account. */
  at(address: string): Binding[] {
    if (address.startsWith("client:")) this.#dropExpired(address);
    else this.#dropStrangers(address);
    return [...(this.#bindings.get(address)?.values() ?? [])];
  }

  /** All registered phones. */
  all(): Binding[] {
    return [...this.#bindings.keys()].flatMap((address) => this.at(address));
  }

  /** A registration ends with its domain, or with the credential it was made with. */
  #dropStrangers(address: string): void {
    const uri = parseSipUri(address);
    const registrations = uri && this.#network.sipDomain(uri.host)?.authentication.registrations;
    if (!uri || registrations?.password(uri.user) === undefined) this.#bindings.delete(address);
  }

  /** A browser is called as long as its token holds. */
  #dropExpired(address: string): void {
    const bindings = this.#bindings.get(address);
    for (const { contact, browser } of bindings?.values() ?? []) {
      if (browser && browser.expires <= this.#network.now()) bindings?.delete(contact);
    }
  }

  /** Puts phones back that were registered once. */
  import(phones: readonly Binding[]): void {
    for (const phone of phones) {
      const bindings = this.#bindings.get(phone.address) ?? new Map<string, Binding>();
      this.#bindings.set(phone.address, bindings.set(phone.contact, phone));
    }
  }

  /** Forgets all phones. */
  clear(): void {
    this.#bindings.clear();
  }
}
