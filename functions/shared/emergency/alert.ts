import * as z from "zod/mini";
import { dialStatuses, legEvents } from "../../../dialplan/metrics.ts";
import { occasionIn, tellStatistics } from "../reports/statistics.ts";
import { tellTeam } from "../reports/team.ts";
import type { Context, Handler } from "../runtime/runtime.ts";

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

/**
 * Tells the team of an emergency call: that a phone makes it, and that an attempt could not be connected. Nobody
 * waits for it; what fails is logged.
 */
export const alertTeam: Handler = async (context, event, callback) => {
  const parsed = leg.safeParse(event);
  const text = parsed.success ? alertText(parsed.data, new Date()) : "An emergency call is being made.";
  const told = text ? tellTeam("emergency-alert", context, text) : undefined;
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
