import * as z from "zod/mini";
import { pause } from "../runtime/pause.ts";
import type { Context } from "../runtime/runtime.ts";

/** A service that includes credentials gives them to its functions. {@link https://www.twilio.com/docs/serverless/functions-assets/functions/variables} */
const credentials = z.object({ ACCOUNT_SID: z.string(), AUTH_TOKEN: z.string() });

/** {@link https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions} */
const exception = z.lazy(() => z.object({ code: z.optional(z.number()), message: z.optional(z.string()) }));

/** Twilio said no. */
export class TwilioRefusal extends Error {
  override readonly name = "TwilioRefusal";
  /** HTTP status. */
  readonly status: number;
  /** Twilio's error code, such as 21608; 0 if it gave none. {@link https://www.twilio.com/docs/api/errors} */
  readonly code: number;

  constructor(status: number, answer: unknown) {
    const said = exception.safeParse(answer);
    super((said.success && said.data.message) || `Twilio answered ${status}`);
    this.status = status;
    this.code = (said.success && said.data.code) || 0;
  }
}

export interface ApiRequest {
  /** `GET` unless given. */
  method?: "GET" | "POST" | "DELETE";
  /** In the query of a GET, else in the body; a list is given name by name. */
  parameters?: Record<string, string | readonly string[]>;
  /** The body of a POST in place of parameters: a form with files, or anything else as JSON. */
  body?: FormData | object;
  /** Whether it is asked again if it fails, as that does no harm; all but a POST unless given. */
  harmless?: boolean;
  headers?: Record<string, string>;
  /** How long all of it may take, in milliseconds; 5,000 unless given. A function has ten seconds. */
  patience?: number;
  /** Ends it, in place of patience. */
  signal?: AbortSignal | undefined;
}

/** The first repetition comes after at most this many milliseconds, each further one after twice as many. */
const firstPause = 200;

/**
 * Asks Twilio's REST API with the credentials of the service. The official client would take a tenth of a second to
 * load, which a caller waits for.
 *
 * What Twilio throttles (429) is asked again; so is what failed at Twilio or on the way, if repeating does no harm.
 * @param url such as `https://sync.twilio.com/v1/Services`, or a resource of the account such as `Messages.json`
 * @returns what the JSON says; nothing for an empty answer
 * @throws {TwilioRefusal} if Twilio refuses; another error if it did not answer in time
 */
export async function twilioApi(context: Context, url: string, request: ApiRequest = {}): Promise<unknown> {
  const { ACCOUNT_SID, AUTH_TOKEN } = credentials.parse(context);
  const { method = "GET", parameters = {}, headers, patience = 5_000 } = request;
  const { body, harmless = method !== "POST" } = request;
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const each of [value].flat()) form.append(name, each);
  const target = new URL(url, `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/`);
  if (method === "GET") for (const [name, value] of form) target.searchParams.append(name, value);
  const options = {
    method,
    headers: {
      ...(body && !(body instanceof FormData) && { "Content-Type": "application/json" }),
      ...headers,
      Authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}`,
    },
    ...(method === "POST" && { body: body instanceof FormData ? body : body ? JSON.stringify(body) : form }),
    signal: request.signal ?? AbortSignal.timeout(patience),
  };
  for (let longest = firstPause; ; longest *= 2) {
    const answer = await ask(target, options, harmless);
    if (answer?.ok) return answer.status === 204 ? undefined : await answer.json();
    if (answer && answer.status !== 429) {
      if (answer.status < 500)
        throw new TwilioRefusal(answer.status, await answer.json().catch(() => undefined));
      if (!harmless) throw new Error(`Twilio answered ${answer.status}, and may have done it or not`);
    }
    await pause(Math.random() * longest, { signal: options.signal });
  }
}

/** The answer, or nothing if there was none and asking again does no harm. */
async function ask(url: URL, options: RequestInit, harmless: boolean): Promise<Response | undefined> {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (!harmless || options.signal?.aborted) throw error;
    return undefined;
  }
}
