import type { CallTrace, Emulator, SipCaller } from "@dialer/emulator";
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
