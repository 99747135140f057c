import * as z from "zod/mini";
import type { Context } from "../runtime/runtime.ts";
import { TwilioRefusal, twilioApi } from "./api.ts";

const credentials = z.object({ ACCOUNT_SID: z.string(), AUTH_TOKEN: z.string() });

/**
 * The sound of a recording, as MP3.
 * @param patience in milliseconds
 * @throws if Twilio does not give it
 */
export async function soundOf(context: Context, recording: string, patience = 5_000): Promise<Uint8Array> {
  const { ACCOUNT_SID, AUTH_TOKEN } = credentials.parse(context);
  const url = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Recordings/${recording}.mp3`;
  const answer = await fetch(url, {
    headers: { Authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
    signal: AbortSignal.timeout(patience),
  });
  if (!answer.ok) throw new Error(`the sound of ${recording} cannot be had: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * Deletes a recording, for good; one that is gone already is none. What fails is not asked again at once, to leave time for
 * other recordings.
 * @param signal ends it
 * {@link https://www.twilio.com/docs/voice/api/recording#delete-a-recording-resource}
 */
export async function deleteRecording(
  context: Context,
  recording: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await twilioApi(context, `Recordings/${recording}.json`, { method: "DELETE", harmless: false, signal });
  } catch (error) {
    if (!(error instanceof TwilioRefusal && error.status === 404)) throw error;
  }
}
