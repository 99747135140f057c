import * as z from "zod/mini";
import { dialStatuses, legEvents, menuEvents } from "../../dialplan/metrics.ts";
import { occasionIn, tellStatistics } from "../metric-sink.ts";
import type { Handler } from "../runtime.ts";

/** What Twilio says of a leg that has ended, and what our URL said. {@link https://www.twilio.com/docs/voice/twiml/number#attributes-status-callback-event} */
const ended = z.object({
  CallStatus: z.enum(dialStatuses),
  direction: z.enum(["outgoing", "incoming"]),
  extension: z.string(),
  first: z._default(z.string(), ""),
  trail: z._default(z.string(), ""),
});

/** Tells statistics how a leg ended. Nobody waits for this. */
export const handler: Handler = async (context, event, callback) => {
  const { success, data } = ended.safeParse(event);
  if (success) {
    const { CallStatus: status, direction, extension, first, trail } = data;
    const occasion = occasionIn(context);
    await tellStatistics(context, [
      ...menuEvents(extension, trail.split(",").filter(Boolean), occasion),
      ...legEvents({ direction, status, extension, first: first !== "" }, occasion),
    ]);
  } else console.error("call-status: a request that is none of Twilio's");
  callback(null, "");
};
