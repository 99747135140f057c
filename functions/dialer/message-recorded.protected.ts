import * as z from "zod/mini";
import { type MetricEvent, menuEvents, metricEvent } from "../../dialplan/metrics.ts";
import { networkOf } from "../shared/calls/network.ts";
import { menusOf } from "../shared/menus/menus.ts";
import { soundUrl } from "../shared/recordings/sound-link.ts";
import { occasionIn, tellStatistics } from "../shared/reports/statistics.ts";
import type { Context, Event, Handler } from "../shared/runtime/runtime.ts";
import { twilioApi } from "../shared/twilio/api.ts";

/** What Twilio says of a recording, and what our URL said. {@link https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback} */
const recorded = z.object({
  mailbox: z.string(),
  trail: z._default(z.string(), ""),
  /** Whoever left it: the extension of a phone, or a number. */
  caller: z._default(z.string(), ""),
  RecordingSid: z.string(),
  RecordingDuration: z._default(z.string(), "?"),
});

/** Tells whom it concerns that a message was left in a mailbox. Nobody waits for this. */
export const handler: Handler = async (context, event, callback) => {
  try {
    await tell(context, event);
  } catch (error) {
    console.error("message-recorded:", error instanceof Error ? error.message : "failed");
  }
  await tellStatistics(context, eventsOf(context, event));
  callback(null, "");
};

function eventsOf(context: Context, event: Event): MetricEvent[] {
  const { success, data } = recorded.safeParse(event);
  if (!success) return [];
  const { mailbox, trail } = data;
  const occasion = occasionIn(context);
  return [
    ...menuEvents(mailbox, trail.split(",").filter(Boolean), occasion),
    metricEvent(mailbox, `message_${mailbox}`, occasion),
  ];
}

async function tell(context: Context, event: Event): Promise<void> {
  const { mailbox, caller, RecordingSid, RecordingDuration } = recorded.parse(event);
  const numbers = menusOf().mailboxes[mailbox]?.notify ?? [];
  const From = networkOf(context).directory.main;
  const link = await soundUrl(context, RecordingSid);
  const Body = `Message of ${RecordingDuration} s in mailbox ${mailbox}, from ${caller || "an unknown caller"}: ${link}`;
  const told = await Promise.allSettled(
    numbers.map((To) =>
      twilioApi(context, "Messages.json", { method: "POST", parameters: { To, From, Body } }),
    ),
  );
  const failed = told.filter(({ status }) => status === "rejected").length;
  if (failed > 0) throw new Error(`${failed} of ${told.length} texts were not sent`);
}
