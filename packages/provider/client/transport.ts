import type { Buffer } from "node:buffer";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import { Cancelled, TwilioError, Uncertain, Unreachable } from "./errors.ts";
import { Gate } from "./gate.ts";
import { Broken, type HttpResponse, type Send } from "./http.ts";
import { backoff, type Failure, isThrottled, type Kind, kindOf, retryAfterMs, verdict } from "./retry.ts";

/** What is asked of Twilio, with the body as it goes over the wire. */
export interface Exchange {
  method: string;
  /** The URL at Twilio's own host. */
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer | undefined;
  /** What repeating it can do. Default: told from method and path. */
  kind?: Kind | undefined;
  timeoutMs?: number | undefined;
}

export interface TransportOptions {
  send: Send;
  clock: Clock;
  maxConcurrentRequests: number;
  /** The base URL of another Twilio; Twilio's own hosts when absent. */
  apiUrl?: string | undefined;
}

const TIMEOUT_MS = 30_000;

/**
 * The one way to Twilio: sends requests, no more at once than Twilio bears, repeats what is safe to repeat, and turns
 * refusals into errors. A cancelled request that writes is seen through to its answer, so that nothing is lost.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #gate: Gate;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#gate = new Gate(options.maxConcurrentRequests);
  }

  /**
   * Sends a request and gives the answer back.
   * @throws TwilioError when Twilio refuses, Uncertain when a create may or may not have happened, Unreachable after
   * the last attempt without an answer, Cancelled.
   */
  async exchange(exchange: Exchange, signal: AbortSignal): Promise<HttpResponse> {
    const kind = exchange.kind ?? kindOf(exchange.method, exchange.url.pathname);
    const { clock } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(exchange, kind, signal);
      if (!("failure" in outcome)) return outcome.response;
      const decision = verdict(kind, outcome.failure, attempt);
      if (decision === "uncertain") throw new Uncertain(outcome.error.message, { cause: outcome.error });
      if (decision === "give up") throw outcome.error;
      await clock.sleep(backoff(attempt, clock.random(), outcome.retryAfter), signal);
    }
  }

  async #attempt(exchange: Exchange, kind: Kind, signal: AbortSignal): Promise<Outcome> {
    await this.#gate.enter(signal);
    try {
      const response = await this.#options.send({
        method: exchange.method,
        url: this.#locate(exchange.url),
        headers: exchange.headers,
        body: exchange.body,
        timeoutMs: exchange.timeoutMs ?? TIMEOUT_MS,
        signal: kind === "read" ? signal : undefined,
      });
      const outcome = judge(response, describe(exchange), this.#options.clock.now());
      this.#gate.leave("failure" in outcome && isThrottled(outcome.failure) ? "throttled" : "answered");
      return outcome;
    } catch (error) {
      this.#gate.leave("failed");
      if (kind === "read" && signal.aborted) throw new Cancelled(signal);
      if (!(error instanceof Broken)) throw error;
      const message = `Twilio did not answer ${describe(exchange)} at ${this.#locate(exchange.url).origin}: ${error.message}`;
      return {
        failure: error.sent ? "broken" : "unsent",
        error: new Unreachable(message, { cause: error }),
        retryAfter: 0,
      };
    }
  }

  /** Puts Twilio's host into the path when another Twilio is asked. */
  #locate(url: URL): URL {
    const { apiUrl } = this.#options;
    if (apiUrl === undefined || url.href.startsWith(apiUrl)) return url;
    return new URL(`${apiUrl.replace(/\/$/, "")}/${url.host}${url.pathname}${url.search}`);
  }
}

type Outcome =
  | { response: HttpResponse }
  | { failure: Failure; error: TwilioError | Unreachable; retryAfter: number };

function judge(response: HttpResponse, request: string, now: number): Outcome {
  if (response.status < 400) return { response };
  const body = errorBody(response.body);
  return {
    failure: { status: response.status, code: body.code },
    error: new TwilioError(response.status, request, body),
    retryAfter: retryAfterMs(response.headers["retry-after"], now),
  };
}

function errorBody(text: string): { code?: number; message?: string; moreInfo?: string } {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null) return {};
    const { code, message, more_info, details } = body as Record<string, unknown>;
    return {
      ...(typeof code === "number" && { code }),
      ...(typeof message === "string" && { message: [message, ...detailed(details)].join("; ") }),
      ...(typeof more_info === "string" && { moreInfo: more_info }),
    };
  } catch {
    return {}; // Not JSON: a proxy's page says nothing that the status does not.
  }
}

const detailsSchema = z.object({
  errors: z.array(z.object({ message: z.string(), property_path: z.string().optional() })),
});

/** What is wrong in detail, where Twilio tells: a Studio flow's definition has a place for each. */
function detailed(details: unknown): string[] {
  const { data } = detailsSchema.safeParse(details);
  return (data?.errors ?? []).map(({ message, property_path: path }) =>
    path ? `${path} ${message}` : message,
  );
}

/** The request as errors name it: without its query and body, which may hold secrets. */
function describe({ method, url }: Exchange): string {
  return `${method} https://${url.host}${url.pathname}`;
}
