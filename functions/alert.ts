import plan from "baked:emergency-plan";
import { setTimeout } from "node:timers/promises";
import * as z from "zod/mini";
import { dialStatuses, legEvents } from "../dialplan/metrics.ts";
import { alertVariables } from "../dialplan/secrets.ts";
import { occasionIn, tellStatistics } from "./metric-sink.ts";
import type { Context, Handler } from "./runtime.ts";

/** What Twilio says of the leg, and what our URL said. {@link https://www.twilio.com/docs/voice/twiml/number#attributes-status-callback-event} */
const leg = z.object({
  CallStatus: z.string(),
  extension: z._default(z.string(), "unknown"),
  number: z._default(z.string(), "911"),
  callerId: z._default(z.string(), "unknown"),
  /** Left out: the first one. */
  attempt: z.optional(z.string()),
});
type Leg = z.infer<typeof leg>;

/** How long each way of telling the team may take, in milliseconds. */
const patience = 1_000;

/**
 * Tells the team of an emergency call: that a phone makes it, and that an attempt could not be connected. Nobody
 * waits for it; what fails is logged.
 */
export const alertTeam: Handler = async (context, event, callback) => {
  const parsed = leg.safeParse(event);
  const text = parsed.success ? alertText(parsed.data, new Date()) : "An emergency call is being made.";
  const told = text ? tell(context, text) : undefined;
  await Promise.all([told, parsed.success && report(context, parsed.data)]);
  callback(null, "");
};

/** Statistics hear of emergency calls as of all others. */
async function report(context: Context, { CallStatus, extension, attempt }: Leg): Promise<void> {
  const status = dialStatuses.find((each) => each === CallStatus);
  if (!status) return;
  const leg = { direction: "outgoing", status, extension, first: attempt === undefined } as const;
  await tellStatistics(context, legEvents(leg, occasionIn(context)));
}

function alertText({ CallStatus, extension, number, callerId }: Leg, at: Date): string | undefined {
  const kind = number === "933" ? "Emergency test call" : "Emergency call";
  const call = `to ${number} from ${extension} with caller ID ${callerId} at ${at.toISOString()}`;
  if (CallStatus === "initiated") return `${kind} ${call}`;
  if (CallStatus === "completed") return undefined;
  return `${kind} NOT connected (${CallStatus}) ${call}`;
}

async function tell(context: Context, text: string): Promise<void> {
  const parsed = alertVariables.safeParse(context);
  const { ALERT_NUMBERS, ALERT_WEBHOOK_URL } = parsed.success ? parsed.data : {};
  const numbers = ALERT_NUMBERS ? ALERT_NUMBERS.split(",") : [];
  const told = [
    ...numbers.map((to) => sendMessage(context, to.trim(), text)),
    ...(ALERT_WEBHOOK_URL ? [post(ALERT_WEBHOOK_URL, text)] : []),
  ];
  if (told.length === 0)
    console.error("emergency-alert: nobody to tell; set ALERT_NUMBERS or ALERT_WEBHOOK_URL");
  for (const outcome of await Promise.allSettled(told)) {
    if (outcome.status === "rejected")
      console.error("emergency-alert: the team was not told:", reason(outcome.reason));
  }
}

async function sendMessage(context: Context, to: string, body: string): Promise<void> {
  const client = context.getTwilioClient?.({ timeout: patience });
  if (!client) throw new Error("the service does not include credentials");
  await inTime(client.messages.create({ to, from: plan.main, body }));
}

async function post(url: string, text: string): Promise<void> {
  const { ok, status } = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(patience),
  });
  if (!ok) throw new Error(`the webhook answered ${status}`);
}

/** Rejects when patience is over, whatever becomes of the work: the client's own limit is for each of its tries. */
async function inTime(work: Promise<unknown>): Promise<void> {
  const late = setTimeout(patience, undefined, { ref: false }).then(() => {
    throw new Error("timed out");
  });
  await Promise.race([work, late]);
}

/** What may be logged of an error: no URL and no number is in it. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return "code" in error ? `${error.name} ${error.code}` : error.name;
}
