import type { Emulator } from "@dialer/emulator";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { requests, type SampleRequest } from "./requests.ts";

/** What requests to a function that is loaded already took. */
export interface Warm {
  /** The HTTP status of its answers. */
  status: number;
  /** How many requests it sends to Twilio for each of its own. */
  asked: number;
  /** Milliseconds, in the middle and of the slowest in a hundred. */
  p50: number;
  p99: number;
}

/** How many requests come first and do not count: until code is compiled. */
const warmUp = 100;

/**
 * Sends a function the same request over and over, one at a time, as Twilio would.
 * @param name service and path; nothing is measured if there is no sample of a request to it
 */
export async function measureWarm(
  emulator: Emulator,
  domain: string,
  name: string,
  count: number,
): Promise<Warm | undefined> {
  const sample = requests[name];
  if (!sample) return undefined;
  const request = signed(emulator, `https://${domain}${name.slice(name.indexOf("/"))}`, sample);
  const times: number[] = [];
  let status = 0;
  let before = 0;
  for (let index = -warmUp; index < count; index++) {
    if (index === 0) before = emulator.requests.length;
    const start = performance.now();
    ({ status } = await emulator.functions.handle(request));
    if (index >= 0) times.push(performance.now() - start);
  }
  const asked = (emulator.requests.length - before) / count;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? 0;
  return { status, asked, p50: at(0.5), p99: at(0.99) };
}

/** The request as Twilio signs it. */
function signed({ authToken }: Emulator, to: string, { parameters = {}, authorization }: SampleRequest) {
  const url = new URL(to);
  return {
    method: "POST",
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": getExpectedTwilioSignature(authToken, url.href, parameters),
      ...(authorization && { authorization }),
    },
    body: Buffer.from(new URLSearchParams(parameters).toString()),
  };
}
