import * as z from "zod/mini";
import { Pages } from "../shared/pager/pages.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

/** What Twilio says of a recording, and what our URL said. {@link https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback} */
const recorded = z.object({
  RecordingSid: z.string(),
  RecordingStatus: z.literal("completed"),
  RecordingDuration: z.coerce.number().check(z.gte(1)),
  /** Whoever left it: a number, or what Twilio says of one that is withheld. */
  caller: z._default(z.string(), ""),
});

/** Pages the team of a message that is complete. Nobody waits for it. */
export const handler: Handler = async (context, event, callback) => {
  const parsed = recorded.safeParse(event);
  if (parsed.success) {
    const { RecordingSid: recording, RecordingDuration: duration, caller } = parsed.data;
    await new Pages(context).open({ recording, duration, caller: caller || "an unknown caller" });
  }
  callback(null, "");
};
