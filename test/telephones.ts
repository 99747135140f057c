import { type CallTrace, type Emulator, heard, type SipCaller, type twilioClient } from "@dialer/emulator";
import { expect } from "vitest";
import type { Accounts, TestNetwork } from "./network.ts";

/** What a test may say of a call beside who calls whom. */
export interface DialOptions extends Partial<Omit<SipCaller, "sip">> {
  /** What the caller does, such as `hangs up after 20 s`. */
  script?: string;
}

/** The phones of a network that is up, all registered. */
export class Telephones {
  readonly #emulator: Emulator;
  readonly #accounts: Accounts;

  private constructor(emulator: Emulator, accounts: Accounts) {
    this.#emulator = emulator;
    this.#accounts = accounts;
  }

  /** Registers every phone of these stacks, each with the password that was generated for it. */
  static async register(network: TestNetwork, ...stacks: string[]): Promise<Telephones> {
    const phones = await Promise.all(stacks.map((stack) => network.phones(stack)));
    const accounts = Object.assign({}, ...phones) as Accounts;
    for (const account of Object.values(accounts)) network.emulator.phones.register(account);
    return new Telephones(network.emulator, accounts);
  }

  /** Dials on a phone, over the domain where it is registered unless told otherwise. */
  dial(extension: string, to: string, { script = "", ...caller }: DialOptions = {}): Promise<CallTrace> {
    const account = this.#accounts[extension];
    if (!account) throw new Error(`there is no phone ${extension}`);
    const { username: sip, domain, password } = account;
    return this.#emulator.call({ from: { sip, domain, password, ...caller }, to, script });
  }

  /** Dials with a credential of the list that no phone of the network has. */
  async dialAsStranger(client: ReturnType<typeof twilioClient>, to: string): Promise<CallTrace> {
    const account = { username: "mallory", password: "Correct-Horse-9" };
    const [list] = await client.sip.credentialLists.list();
    const { credentials } = client.sip.credentialLists(list?.sid ?? "");
    const { sid } = await credentials.create(account);
    const from = {
      sip: account.username,
      domain: "direct-futel-prod.sip.twilio.com",
      password: account.password,
    };
    const trace = await this.#emulator.call({ from, to });
    await credentials(sid).remove();
    return trace;
  }

  /** Calls a number of the network from outside. */
  callIn(to: string, from = "+12065550123", script = ""): Promise<CallTrace> {
    return this.#emulator.call({ from, to, script });
  }
}

/** Whom a call dialled with which caller ID, in order: `+15035551212 as +15035550101`. */
export const dialled = ({ legs }: CallTrace): string[] =>
  legs.map(({ to, callerId }) => `${to} as ${callerId}`);

/** The verbs of a call with their attributes, in order. */
export const verbs = ({ steps }: CallTrace) =>
  steps.flatMap((step) => (step.kind === "verb" ? [{ verb: step.verb, ...step.attributes }] : []));

/** What a caller hears who is told something and then hung up on, while nobody is called. */
export function told(trace: CallTrace): string[] {
  expect(trace.legs).toEqual([]);
  expect(verbs(trace).map(({ verb }) => verb)).toEqual([...heard(trace).map(() => "Say"), "Hangup"]);
  return heard(trace);
}
