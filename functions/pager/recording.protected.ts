import * as z from "zod/mini";
import { Pages } from "../shared/pager/pages.ts";
import type { Handler } from "../shared/runtime/runtime.ts";
import { twilioApi } from "../shared/twilio/api.ts";

/** {@link https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback} */
const recorded = z.object({
  RecordingSid: z.string(),
  RecordingStatus: z.literal("completed"),
  RecordingDuration: z.coerce.number().check(z.gte(1)),
  CallSid: z.string(),
});
const call = z.object({ from: z.string() });

/** Pages the team of a message that is complete. Nobody waits for it. */
export const handler: Handler = async (context, event, callback) => {
  const parsed = recorded.safeParse(event);
  if (parsed.success) {
    const { RecordingSid: recording, RecordingDuration: duration, CallSid } = parsed.data;
    const { from: caller } = call.parse(await twilioApi(context, `Calls/${CallSid}.json`));
    await new Pages(context).open({ recording, duration, caller });
  }
  callback(null, "");
};
