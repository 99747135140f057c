import webhooks from "twilio/lib/webhooks/webhooks.js";
import { type Alert, alertText } from "../alerts.ts";
import type { HttpMethod, Network, WebAnswer, WebRequest } from "../network.ts";
import type { Step, WebhookPurpose, WebhookStep } from "../trace/trace.ts";
import { failureOf, repetitionOf } from "./repetition.ts";

/** How long Twilio waits for an answer, in seconds. https://www.twilio.com/docs/usage/webhooks/webhooks-faq */
const webhookTimeout = 15;

/** Redirects (3xx) that Twilio follows before it gives up. */
const redirectLimit = 10;

/** Why a request got no answer: raised by what carries requests, shown in the trace and the debugger's log. */
export class WebhookError extends Error {
  readonly code: 11100 | 11200 | 11205;

  constructor(code: WebhookError["code"], detail: string) {
    super(detail);
    this.name = "WebhookError";
    this.code = code;
  }
}

/** What a webhook is about and written down in: a call, or a message. */
export interface WebhookLog {
  readonly sid: string;
  /** Seconds since it began. */
  readonly at: number;
  readonly steps: Step[];
  readonly setup: { accountSid: string };
}

/** A webhook to send. */
export interface Webhook {
  purpose: WebhookPurpose;
  method: HttpMethod;
  url: string;
  params: Record<string, string>;
}

/**
 * What came of it: an answer with status 2xx, or what went wrong; and how long the call waited for it, in
 * seconds.
 */
export type WebhookResult = {
  url: string;
  /** The last answer, whatever its status. */
  answer?: WebAnswer;
  failure?: Alert;
  seconds: number;
};

/**
 * Sends a signed request and writes it into the call's trace. Parameters go into the query on GET and into
 * a form on POST; redirects are followed; after 15 s nobody waits any longer. What failed is sent again as the URL says.
 */
export async function sendWebhook(
  network: Pick<Network, "authToken" | "fetch">,
  call: WebhookLog,
  webhook: Webhook,
): Promise<WebhookResult> {
  const { count, after } = repetitionOf(webhook.url);
  for (let sent = 1, seconds = 0; ; sent++) {
    const result = await sendOnce(network, call, webhook);
    seconds += result.seconds;
    const failure = failureOf({ ...result, late: result.seconds >= webhookTimeout });
    const again = sent <= count && seconds < webhookTimeout && failure && after.includes(failure);
    if (!again) return { ...result, seconds };
  }
}

async function sendOnce(
  network: Pick<Network, "authToken" | "fetch">,
  call: WebhookLog,
  webhook: Webhook,
): Promise<WebhookResult> {
  const { purpose, method, url, params } = webhook;
  const callSid = params.CallSid ?? call.sid;
  const step: WebhookStep = { kind: "webhook", at: call.at, purpose, callSid, method, url, params };
  call.steps.push(step);
  const sign: Sign = (...address) =>
    signedRequest(network.authToken(call.setup.accountSid), ...address, params);
  const result = await inTime(deliver(network, sign, webhook, step), url);
  const { answer, failure } = result;
  if (answer) step.status = answer.status;
  if (answer?.body) step.answer = answer.body;
  if (failure) step.error = `${failure.code} ${alertText(failure)}`;
  return result;
}

type Sign = (method: HttpMethod, url: string) => WebRequest;

async function deliver(
  network: Pick<Network, "fetch">,
  sign: Sign,
  webhook: Webhook,
  step: WebhookStep,
): Promise<WebhookResult> {
  let { method, url } = webhook;
  let seconds = 0;
  try {
    for (let hop = 0; hop <= redirectLimit; hop++) {
      const request = sign(method, url);
      if (hop === 0) step.url = request.url;
      const answer = await network.fetch(request);
      seconds += answer.seconds ?? 0;
      if (seconds >= webhookTimeout) return late(webhook.url);
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status > 399 || location === undefined) {
        return { ...judge(answer, request), seconds };
      }
      url = new URL(location, request.url).href;
      if (answer.status !== 307 && answer.status !== 308) method = "GET";
    }
    const detail = `${webhook.url} redirects more than ${redirectLimit} times`;
    return { url, failure: { code: 11215, detail }, seconds };
  } catch (error) {
    const code = error instanceof WebhookError ? error.code : 11205;
    return {
      url,
      failure: { code, detail: error instanceof Error ? error.message : String(error) },
      seconds,
    };
  }
}

/** A request with its `X-Twilio-Signature`. https://www.twilio.com/docs/usage/security#validating-requests */
export function signedRequest(
  token: string,
  method: HttpMethod,
  address: string,
  params: Record<string, string>,
): WebRequest {
  const url = withoutFragment(address);
  const encoded = new URLSearchParams(params).toString();
  if (method === "GET") {
    const whole = encoded === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${encoded}`;
    return { method, url: whole, headers: headers(webhooks.getExpectedTwilioSignature(token, whole, {})) };
  }
  const signature = webhooks.getExpectedTwilioSignature(token, url, params);
  const contentType = "application/x-www-form-urlencoded; charset=UTF-8";
  return { method, url, headers: { ...headers(signature), "content-type": contentType }, body: encoded };
}

const headers = (signature: string) => ({
  accept: "*/*",
  "user-agent": "TwilioProxy/1.1",
  "x-twilio-signature": signature,
});

/** Twilio keeps what stands behind `#` (connection overrides) to itself. */
function withoutFragment(address: string): string {
  if (!URL.canParse(address)) throw new WebhookError(11100, `"${address}" is no absolute URL`);
  const url = new URL(address);
  url.hash = "";
  return url.href;
}

function judge(answer: WebAnswer, { method, url }: WebRequest): Omit<WebhookResult, "seconds"> {
  if (answer.status >= 200 && answer.status < 300) return { url, answer };
  const detail = `${method} ${withoutQuery(url)} answered with status ${answer.status}`;
  return { url, answer, failure: { code: 11200, detail } };
}

function late(url: string): WebhookResult {
  const detail = `${withoutQuery(url)} gave no answer within ${webhookTimeout} s`;
  return { url, failure: { code: 11200, detail }, seconds: webhookTimeout };
}

/** Waits as long as Twilio does, on the machine's clock: what comes later is not seen by the call. */
async function inTime(work: Promise<WebhookResult>, url: string): Promise<WebhookResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<WebhookResult>((resolve) => {
    timer = setTimeout(() => resolve(late(url)), webhookTimeout * 1000);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

const withoutQuery = (url: string) => url.split("?", 1)[0];
