import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { answerOrApologise } from "../shared/calls/apologise.ts";
import { sayAndHangUp } from "../shared/calls/dial.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

/** Tells the caller how long the message is; one without a second of sound has failed, and is asked for again. */
export const handler: Handler = (_context, { RecordingDuration, round }, callback) => {
  return answerOrApologise("recorded", callback, () => {
    const voice = new VoiceResponse();
    const seconds = Number(RecordingDuration);
    if (!(seconds >= 1)) {
      const next = typeof round === "string" && /^\d$/.test(round) ? Number(round) + 1 : 1;
      voice.redirect(`/record?round=${next}`);
      return voice;
    }
    const length = seconds === 1 ? "one second" : `${seconds} seconds`;
    return sayAndHangUp(voice, `Your message of ${length} goes to the person on call now. Goodbye.`);
  });
};
