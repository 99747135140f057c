/** In which ways a request may have failed: by its status, without a connection, without an answer in time. */
type Failure = "4xx" | "5xx" | "ct" | "rt";

/** What a URL asks for when a request fails. */
export interface Repetition {
  /** How often it is sent again at most. */
  count: number;
  /** After which failures. */
  after: readonly Failure[];
}

const every = ["4xx", "5xx", "ct", "rt"] as const;

/**
 * What stands behind the `#` of a webhook's URL: `rc` says how often a failed request is sent again (0 to 5), `rp` after which
 * failures. Twilio itself repeats once what could not connect; here only what says so is repeated.
 * {@link https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides}
 */
export function repetitionOf(url: string): Repetition {
  const overrides = new URLSearchParams(URL.parse(url)?.hash.slice(1));
  const count = /^[0-5]$/.test(overrides.get("rc") ?? "") ? Number(overrides.get("rc")) : 0;
  const policies = (overrides.get("rp") ?? "ct").split(",");
  return { count, after: policies.includes("all") ? every : every.filter((each) => policies.includes(each)) };
}

/** In which way a request has failed; nothing if it has not. */
export function failureOf({
  answer,
  failure,
  late,
}: {
  answer?: { status: number };
  failure?: unknown;
  late: boolean;
}): Failure | undefined {
  if (!failure) return undefined;
  if (answer) return answer.status < 500 ? "4xx" : "5xx";
  return late ? "rt" : "ct";
}
