import * as z from "zod/mini";
import { dialStatuses, legEvents, menuEvents } from "../../dialplan/metrics.ts";
import { meterQuery } from "../shared/calls/meter.ts";
import { countMinutes } from "../shared/calls/minutes.ts";
import { occasionIn, tellStatistics } from "../shared/reports/statistics.ts";
import type { Context, Handler } from "../shared/runtime/runtime.ts";

/** What Twilio says of a leg that has ended, and what our URL said. {@link https://www.twilio.com/docs/voice/twiml/number#attributes-status-callback-event} */
const ended = z.object({
  CallStatus: z.enum(dialStatuses),
  direction: z.enum(["outgoing", "incoming"]),
  extension: z.string(),
  first: z._default(z.string(), ""),
  trail: z._default(z.string(), ""),
  ParentCallSid: z._default(z.string(), ""),
  /** Seconds. */
  CallDuration: z._default(z.coerce.number(), 0),
  ...meterQuery,
});

/** Tells statistics how a leg ended, and counts its minutes. Nobody waits for this. */
export const handler: Handler = async (context, event, callback) => {
  const { success, data } = ended.safeParse(event);
  if (success) {
    const { CallStatus: status, direction, extension, first, trail } = data;
    const occasion = occasionIn(context);
    const events = [
      ...menuEvents(extension, trail.split(",").filter(Boolean), occasion),
      ...legEvents({ direction, status, extension, first: first !== "" }, occasion),
    ];
    await Promise.all([tellStatistics(context, events), count(context, data)]);
  } else console.error("call-status: a request that is none of Twilio's");
  callback(null, "");
};

async function count(context: Context, leg: z.infer<typeof ended>): Promise<void> {
  const { extension, ParentCallSid: call, CallDuration: seconds, day, aside } = leg;
  if (day) await countMinutes(context, { extension, call, day }, { seconds, setAside: aside === "yes" });
}
