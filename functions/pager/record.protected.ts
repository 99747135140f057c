import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { answerOrApologise } from "../shared/calls/apologise.ts";
import { sayAndHangUp } from "../shared/calls/dial.ts";
import type { Handler } from "../shared/runtime/runtime.ts";
import { askAgain } from "../shared/twilio/ask-again.ts";

/** The longest message, in seconds. */
const maxLength = 300;
/** How often a caller is asked for a message. */
const rounds = 3;

/** Records the caller's message; asks again when there was nothing to hear. */
export const handler: Handler = (_context, { round, From }, callback) => {
  return answerOrApologise("record", callback, () => {
    const voice = new VoiceResponse();
    const asked = typeof round === "string" && /^\d$/.test(round) ? Number(round) : 0;
    if (asked === rounds)
      return sayAndHangUp(voice, "Nothing was recorded, and nobody has been paged. Goodbye.");
    voice.say(
      asked === 0
        ? "Please say who you are and what has happened after the tone. Press the pound key when you are done."
        : "Nothing was recorded. Please try again after the tone.",
    );
    voice.record({
      maxLength,
      finishOnKey: "#",
      playBeep: true,
      action: `/recorded?round=${asked}`,
      // Twilio does not say it when it tells of the recording.
      recordingStatusCallback: `/recording?${new URLSearchParams({ caller: String(From ?? "") })}${askAgain}`,
      recordingStatusCallbackEvent: ["completed"],
    });
    // Of silence there is no recording, and Twilio goes on here.
    voice.redirect(`/record?round=${asked + 1}`);
    return voice;
  });
};
