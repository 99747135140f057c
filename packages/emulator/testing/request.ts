import type { Emulator } from "../index.ts";
import type { Properties } from "../store/index.ts";

/** What a raw request got. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Properties;
}

/** How a request is sent. */
export interface Send {
  method?: string;
  form?: Record<string, string | string[]>;
  json?: unknown;
  /** JSON as it is written, for what no object can be. */
  text?: string;
  /** `user:password`; the emulator's account when left out, nothing when null. */
  as?: string | null;
  headers?: Record<string, string>;
}

/** Sends a raw request to a host of Twilio's: `serverless.twilio.com/v1/Services`. */
export async function send(emulator: Emulator, target: string, options: Send = {}): Promise<Answer> {
  const { form, json, as = `${emulator.accountSid}:${emulator.authToken}` } = options;
  const text = options.text ?? (json === undefined ? undefined : JSON.stringify(json));
  const body = form ? new URLSearchParams(pairs(form)) : text;
  const answer = await fetch(`${emulator.url}/${target}`, {
    method: options.method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(as !== null && { authorization: `Basic ${btoa(as)}` }),
      ...(text !== undefined && { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(body !== undefined && { body }),
  });
  const answered = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: answered === "" ? {} : JSON.parse(answered),
  };
}

const pairs = (form: Record<string, string | string[]>) =>
  Object.entries(form).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
