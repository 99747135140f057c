import * as z from "zod/mini";
import { type MetricEvent, menuEvents, metricEvent } from "../../dialplan/metrics.ts";
import { networkOf } from "../shared/calls/network.ts";
import { menusOf } from "../shared/menus/menus.ts";
import { keepFor } from "../shared/recordings/retention.ts";
import { soundUrl } from "../shared/recordings/sound-link.ts";
import { occasionIn, tellStatistics } from "../shared/reports/statistics.ts";
import type { Context, Handler } from "../shared/runtime/runtime.ts";
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

type Message = z.infer<typeof recorded>;

/** Tells whom it concerns that a message was left in a mailbox, and keeps it as long as the menus say. Nobody waits for this. */
export const handler: Handler = async (context, event, callback) => {
  const { success, data } = recorded.safeParse(event);
  if (success) {
    await Promise.all([
      tell(context, data).catch(logged("whom it concerns")),
      keep(context, data).catch(logged("retention")),
    ]);
    await tellStatistics(context, eventsOf(context, data));
  } else console.error("message-recorded: a request that is none of Twilio's");
  callback(null, "");
};

function eventsOf(context: Context, { mailbox, trail }: Message): MetricEvent[] {
  const occasion = occasionIn(context);
  return [
    ...menuEvents(mailbox, trail.split(",").filter(Boolean), occasion),
    metricEvent(mailbox, `message_${mailbox}`, occasion),
  ];
}

async function tell(context: Context, message: Message): Promise<void> {
  const { mailbox, caller, RecordingSid, RecordingDuration } = message;
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

async function keep(context: Context, { RecordingSid }: Message): Promise<void> {
  await keepFor(context, RecordingSid, menusOf().messageRetentionDays);
}

/** Logs what has gone wrong; no number and no link is in it. */
function logged(what: string) {
  return (error: unknown): void => {
    console.error(`message-recorded: ${what}:`, error instanceof Error ? error.message : "failed");
  };
}
