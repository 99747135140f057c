/** What repeating a request can do: nothing (`read`), the same again (`repeatable`), or one more of it (`create`). */
export type Kind = "read" | "repeatable" | "create";

/** How one attempt went wrong. `unsent`: the connection never stood, so Twilio cannot have seen the request. */
export type Failure = { status: number; code?: number | undefined } | "unsent" | "broken";

/** What to do after a failed attempt. */
export type Verdict = "retry" | "uncertain" | "give up";

const CONCURRENT_UPDATE = 20162;
const TOO_MANY_REQUESTS = 429;

/** How often a request is tried in all: throttled ones patiently, failing ones less so. */
export const ATTEMPTS = { throttled: 12, failing: 6 } as const;

const BASE_MS = 250;
const CAP_MS = 20_000;

/**
 * Decides what to do after a failed attempt. A throttled request was never processed and may always be repeated;
 * a create that may have happened is left to the caller, who can look.
 * https://www.twilio.com/docs/usage/rate-limits
 *
 * @param attempt The number of attempts so far, from 1.
 */
export function verdict(kind: Kind, failure: Failure, attempt: number): Verdict {
  if (isThrottled(failure)) return attempt < ATTEMPTS.throttled ? "retry" : "give up";
  const passing = typeof failure === "string" || failure.status >= 500 || failure.status === 408;
  if (!passing) return "give up";
  if (kind === "create" && failure !== "unsent") return "uncertain";
  return attempt < ATTEMPTS.failing ? "retry" : "give up";
}

/** Whether Twilio asks to come back later, having done nothing. */
export function isThrottled(failure: Failure): boolean {
  if (typeof failure === "string") return false;
  return failure.status === TOO_MANY_REQUESTS || failure.code === CONCURRENT_UPDATE;
}

/**
 * How long to wait before the next attempt, in milliseconds: exponential with full jitter, up to 20 seconds, and never
 * shorter than the `Retry-After` that came with the answer.
 *
 * @param attempt The number of attempts so far, from 1.
 * @param random A number from 0 to 1.
 * @param retryAfter The wait that Twilio asks for, in milliseconds.
 */
export function backoff(attempt: number, random: number, retryAfter = 0): number {
  return Math.max(retryAfter, random * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1)));
}

/** Reads a `Retry-After` header, seconds or a date, as milliseconds from now. */
export function retryAfterMs(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

const REPEATABLE =
  /\/([A-Z]{2}[0-9a-fA-F]{32}(\.json)?|Deployments|BulkCountryUpdates|Settings|Configuration|Validate)$/;

/**
 * Tells what repeating a request can do, from its method and path: a POST to something that has a SID is an update, a
 * POST to a collection makes something. Deploying the same build twice is deploying it once, and so it is with settings.
 */
export function kindOf(method: string, path: string): Kind {
  if (method === "GET") return "read";
  if (method !== "POST") return "repeatable";
  return REPEATABLE.test(path) ? "repeatable" : "create";
}
