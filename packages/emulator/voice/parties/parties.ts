import { normalizeNumber, parseSipUri, sipAddress } from "../address.ts";
import { parseScript, plainScript, type Script } from "./script.ts";

/** People outside the account: whoever has no script answers at once. */
export class Parties {
  readonly #scripts = new Map<string, Script>();

  /**
   * Says what somebody does when called.
   * @param address `+15035550100`, `sip:user@host`, `sip:host` for everybody there, or `client:name`
   * @param script as people write it (see `parseScript`) or as parts; the rest is as in a plain script
   */
  script(address: string, script: string | Partial<Script>): void {
    this.#scripts.set(partyName(address), toScript(script));
  }

  /** What the party at an address does. */
  find(address: string): Script {
    return this.scriptOf(address) ?? plainScript;
  }

  /** What somebody has said that the party at an address does. */
  scriptOf(address: string): Script | undefined {
    const name = partyName(address);
    return this.#scripts.get(name) ?? this.#scripts.get(`sip:@${parseSipUri(name)?.host}`);
  }

  /** All scripts, by address. */
  export(): Record<string, Script> {
    return Object.fromEntries(this.#scripts);
  }

  /** Forgets all scripts. */
  clear(): void {
    this.#scripts.clear();
  }
}

/** A script from its text or its parts. */
export const toScript = (script: string | Partial<Script>): Script =>
  typeof script === "string" ? parseScript(script) : { ...plainScript, ...script };

function partyName(address: string): string {
  const uri = parseSipUri(address);
  if (uri) return sipAddress(uri);
  if (address.startsWith("client:")) return address;
  const number = normalizeNumber(address);
  if (number === undefined) {
    throw new Error(`"${address}" is no address: give +15035550100, sip:user@host, sip:host or client:name`);
  }
  return number;
}
