import type { Json } from "../store/index.ts";

/** One API request that the emulator answered. */
export interface JournalEntry {
  /** Milliseconds since 1970 on the emulator's clock. */
  time: number;
  method: string;
  host: string;
  path: string;
  query: Record<string, string>;
  /** Parameters as Twilio understood them; secrets are written as `[secret]`. Empty when they were refused before. */
  parameters: Record<string, Json>;
  /** 0 when a fault dropped the connection. */
  status: number;
  /** Twilio's error code, when it was a refusal. */
  code?: number;
}

const secrets = /^(Password|AuthToken|PrivateKey|Secret|Credentials)$/;
const isVariable = /\/Variables(\/|$)/;

/** Hides what must not be read in a log: passwords, tokens, the values of function variables. */
export function withoutSecrets(path: string, parameters: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const secret = secrets.test(name) || (name === "Value" && isVariable.test(path));
      return [name, secret ? "[secret]" : value];
    }),
  );
}
