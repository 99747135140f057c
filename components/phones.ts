import * as twilio from "@pulumi/twilio";
import type { Network } from "../bundle/network.ts";
import { clientsOf, type Client as Phone } from "../dialplan/clients.ts";
import type { DeviceSettings } from "../dialplan/sip-user.ts";
import * as pulumi from "../pulumi.ts";
import type { Browsers } from "./browsers.ts";
import { Client } from "./client.ts";
import { PhoneNumber } from "./phone-number.ts";
import { voiceUrls, type Webhooks } from "./webhooks.ts";

export interface PhonesArgs {
  network: Network;
  credentialListSid: pulumi.Input<string>;
  webhooks: Webhooks;
  /** SIP domains of the environment. */
  sipDomains: Record<Phone["domain"], string>;
  /** What its browsers have in common, if it has any. */
  browsers?: Browsers | undefined;
  /** Whether it takes an operator's word to give up a number. */
  protect: boolean;
}

/** What somebody needs to set up a phone. */
export interface PhoneAccount {
  domain: string;
  username: string;
  password: pulumi.Output<string>;
  /** The number it shows, E.164. */
  callerId: string;
  /** Settings of the phone itself. */
  device: DeviceSettings;
}

/** What a browser needs to be a phone. */
export interface BrowserAccount {
  /** Where it gets its tokens, with its extension and password. */
  token: pulumi.Output<string>;
  password: pulumi.Output<string>;
  /** The number it shows, E.164. */
  callerId: string;
}

/**
 * What emergency services are told of an address. Twilio registers an address when it is attached to a number: another
 * street must become another address, to which the registration moves, or help goes to the old one.
 * {@link https://www.twilio.com/docs/voice/sip/api/emergency-calling-api#change-address}
 */
const whereItIs = ["customerName", "street", "streetSecondary", "city", "region", "postalCode"];

/** The phones of an environment with their numbers, the main number, and the addresses where these are registered. */
export class Phones extends pulumi.ComponentResource {
  /** By extension. The passwords in it are secret. */
  readonly accounts: Record<string, PhoneAccount>;
  /** The same of browsers. */
  readonly browserAccounts: Record<string, BrowserAccount>;
  /** Numbers of this environment, E.164. */
  readonly numbers: string[];

  constructor(name: string, args: PhonesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Phones", name, {}, opts);
    const { network, credentialListSid, webhooks, sipDomains, browsers, protect } = args;
    const { main, clients } = network;
    const child = { parent: this };

    const addresses = new Map(
      Object.entries(network.addresses).map(([place, address]) => [
        place,
        new twilio.numbers.Address(
          place,
          {
            ...address,
            friendlyName: `${place} (${network.environment})`,
            emergencyEnabled: true,
            adopt: true,
          },
          { ...child, replaceOnChanges: whereItIs },
        ),
      ]),
    );
    const numberArgs = (phoneNumber: string, role: string, place?: string) => ({
      phoneNumber,
      friendlyName: `${role} (${network.environment})`,
      address: place === undefined ? undefined : addresses.get(place),
      // Calls reach the environment's phones, texts nobody.
      webhooks: voiceUrls(webhooks, "/sip-incoming"),
      protect,
    });

    if (main) {
      new PhoneNumber(numberArgs(main.number, "main number", main.address), child);
      // Whoever owns the main number keeps the list clean for all: a stage that is ahead must not lock out prod's phones.
      const usernames = clientsOf(network.settings.clients)
        .filter(({ browser }) => !browser)
        .map(({ extension }) => extension);
      new twilio.sip.ExclusiveCredentials("declared", { credentialListSid, usernames }, child);
    }
    const passwordOf = ({ extension, number, browser }: Phone) => {
      const own = number && numberArgs(number.phoneNumber, extension, number.address);
      const password = browser ? browsers?.password(extension) : undefined;
      return new Client(extension, { extension, credentialListSid, password, number: own }, child).password;
    };
    const sipAccount = (phone: Phone): PhoneAccount => {
      const { extension: username, domain, callerId, device } = phone;
      return { domain: sipDomains[domain], username, password: passwordOf(phone), callerId, device };
    };
    const browserAccount = (phone: Phone): BrowserAccount => {
      const token = pulumi.interpolate`https://${webhooks.dialer}/token`;
      return { token, password: passwordOf(phone), callerId: phone.callerId };
    };
    const accountsOf = <Account>(phones: Phone[], account: (phone: Phone) => Account) =>
      Object.fromEntries(phones.map((each) => [each.extension, account(each)]));
    this.accounts = accountsOf(
      clients.filter(({ browser }) => !browser),
      sipAccount,
    );
    this.browserAccounts = accountsOf(
      clients.filter(({ browser }) => browser),
      browserAccount,
    );
    this.numbers = [main?.number, ...clients.map(({ number }) => number?.phoneNumber)].filter(
      (each) => each !== undefined,
    );

    this.registerOutputs({});
  }
}
