import type { Context } from "../runtime/runtime.ts";
import { deleteRecording } from "../twilio/recordings.ts";
import { Sync } from "../twilio/sync.ts";

/** How long all of it may take, in milliseconds: a function has ten seconds, and more to do. */
const patience = 5_000;
const day = 24 * 3_600_000;

/**
 * Keeps a recording for so many days: Twilio itself keeps recordings for ever, and for money. The Sync map `recordings`
 * is a list of those that came, oldest first. Each that comes has the ones deleted whose time is over; what cannot be
 * deleted stays in the list for the next time. Nothing is deleted that is not in the list.
 * To be called where no caller waits.
 * @param days how long recordings are kept, those that are in the list already too; `forever`: none is deleted
 * @throws if it was not written down, or something was not deleted
 */
export async function keepFor(
  context: Context,
  recording: string,
  days: number | "forever",
  now = Date.now(),
): Promise<void> {
  const signal = AbortSignal.timeout(patience);
  const sync = new Sync(context, signal);
  await sync.note("recordings", `${timeOf(now)} ${recording}`).catch(() => {
    throw new Error(`${recording} is in no list, and is kept until somebody deletes it at Twilio`);
  });
  if (days === "forever") return;

  const until = timeOf(now - days * day);
  const over = (await sync.keys("recordings")).filter((key) => key < until);
  let failed = 0;
  for (const key of over) {
    try {
      await deleteRecording(context, key.slice(until.length + 1), signal);
      await sync.remove(`Maps/recordings/Items/${encodeURIComponent(key)}`);
    } catch {
      failed++;
    }
  }
  if (failed > 0) throw new Error(`${failed} of ${over.length} old recordings were not deleted`);
}

const timeOf = (milliseconds: number) => new Date(milliseconds).toISOString();
