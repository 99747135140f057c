import type { Json } from "../store/index.ts";

/** One API request that the emulator answered. */
export interface JournalEntry {
  /** Milliseconds since 1970 on the emulator's clock. */
  time: number;
  method: string;
  host: string;
  path: string;
  /** Secrets are written as `[secret]`, here as in the parameters. */
  query: Record<string, string>;
  /** Parameters as Twilio understood them, of the query and of the body. Empty when they were refused before. */
  parameters: Record<string, Json>;
  /** 0 when a fault dropped the connection. */
  status: number;
  /** Twilio's error code, when it was a refusal. */
  code?: number;
}

const secrets = /^(password|auth_?token|private_?key|secret|credentials)$/i;
const isVariable = /\/Variables(\/|$)/;

/**
 * Hides what must not be read in a log: passwords, tokens, the values of function variables.
 * @param place the path of a request with its parameters, or the kind of a resource with its properties
 */
export function withoutSecrets<T extends Json>(
  place: string,
  named: Record<string, T>,
): Record<string, T | string> {
  return Object.fromEntries(
    Object.entries(named).map(([name, value]) => {
      const secret = secrets.test(name) || (/^value$/i.test(name) && isVariable.test(place));
      return [name, secret ? "[secret]" : value];
    }),
  );
}
