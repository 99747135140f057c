import * as z from "zod/mini";
import { type MetricEvent, metricEvent } from "../../dialplan/metrics.ts";
import { userPart } from "../../dialplan/sip-uri.ts";
import { occasionIn, tellStatistics } from "../shared/reports/statistics.ts";
import type { Context, Event, Handler } from "../shared/runtime/runtime.ts";

/** A line of Twilio's error log. {@link https://www.twilio.com/docs/events/event-types/errors/error-logs} */
const logged = z.object({
  type: z.literal("com.twilio.error-logs.error.logged"),
  data: z.object({
    level: z.string(),
    error_code: z.coerce.string(),
    /** JSON. {@link https://www.twilio.com/docs/usage/troubleshooting/debugging-event-webhooks#payload} */
    payload: z._default(z.unknown(), {}),
  }),
});

/** The request that went wrong, if it was one: its parameters tell whose call it was. */
const payload = z.object({
  webhook: z.object({
    request: z.object({
      url: z._default(z.string(), ""),
      parameters: z._default(
        z.object({ SipUsername: z.optional(z.string()), From: z.optional(z.string()) }),
        {},
      ),
    }),
  }),
});

/**
 * Tells statistics of Twilio's error log, which Event Streams sends: `twilio_error_<code>`, about the extension whose
 * call it was. Nobody waits for this.
 */
export const handler: Handler = async (context, event, callback) => {
  await tellStatistics(context, eventsOf(context, event));
  callback(null, "");
};

/** Event Streams sends a list; the runtime makes properties `0`, `1`, ... of it. */
function eventsOf(context: Context, event: Event): MetricEvent[] {
  const occasion = occasionIn(context);
  return [event, ...Object.values(event)].flatMap((each) => {
    const { success, data: line } = logged.safeParse(each);
    if (!success) return [];
    const { level, error_code: code, payload: more } = line.data;
    const { extension, url } = requestOf(more);
    // What functions write into their logs comes this way too.
    if (level === "INFO" || !concerns(context, URL.parse(url))) return [];
    return [metricEvent(extension, `twilio_error_${code}`, occasion)];
  });
}

/** The log is the account's: each environment counts what its own functions answered, prod what nobody did. */
function concerns({ ENVIRONMENT }: Context, url: URL | null): boolean {
  // Errors of this very function would come for ever.
  if (url?.pathname === "/error-log") return false;
  const [, environment = "prod"] = /-([a-z0-9]+)\.twil\.io$/.exec(url?.hostname ?? "") ?? [];
  return environment === ENVIRONMENT;
}

function requestOf(more: unknown): { extension: string; url: string } {
  const { success, data } = payload.safeParse(fromJson(more));
  if (!success) return { extension: "unknown", url: "" };
  const { url, parameters } = data.webhook.request;
  const { SipUsername, From = "" } = parameters;
  const caller = /^sips?:/.test(From) ? userPart(From) : "";
  return { extension: SipUsername || caller || "unknown", url };
}

function fromJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
