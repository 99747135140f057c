import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { sayAndHangUp } from "../shared/calls/dial.ts";
import { attemptQuery } from "../shared/pager/attempt.ts";
import { PageBook } from "../shared/pager/page-book.ts";
import { soundUrl } from "../shared/recordings/sound-link.ts";
import { answer, type Context, type Event, type Handler } from "../shared/runtime/runtime.ts";

/** Speaks to a member who has answered the call of a page: a key takes it, and the message is played. */
export const handler: Handler = async (context, event, callback) => {
  const voice = await respond(context, event).catch((error: unknown) => {
    console.error("acknowledge:", error instanceof Error ? error.message : "failed");
    return sayAndHangUp(
      new VoiceResponse(),
      "The pager is out of order. This page has not been taken. Goodbye.",
    );
  });
  answer(callback, voice);
};

async function respond(context: Context, event: Event): Promise<VoiceResponse> {
  const { recording, attempt } = attemptQuery.parse(event);
  const voice = new VoiceResponse();
  const pages = new PageBook(context);
  if (event.Digits === "1") {
    await pages.settle(recording, attempt, "acknowledged");
    voice.say("Thank you. The page is yours.");
    voice.play(await soundUrl(context, recording));
    return sayAndHangUp(voice, "Goodbye.");
  }
  const page = await pages.find(recording);
  if (page?.state !== "open") return sayAndHangUp(voice, "Somebody else has taken this page. Goodbye.");
  const gather = voice.gather({
    numDigits: 1,
    timeout: 6,
    action: `/acknowledge?${new URLSearchParams({ recording, attempt: String(attempt) })}`,
  });
  for (let round = 0; round < 3; round++) {
    gather.say(`This is the pager, with a message of ${page.duration} seconds. To take it, press one.`);
    gather.pause({ length: 2 });
  }
  voice.hangup();
  return voice;
}
