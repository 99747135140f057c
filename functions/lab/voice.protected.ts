import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { sayAndHangUp } from "../shared/calls/dial.ts";
import { answer, type Handler } from "../shared/runtime/runtime.ts";

/** Answers a call to the laboratory's number. */
export const handler: Handler = (_context, _event, callback) => {
  answer(callback, sayAndHangUp(new VoiceResponse(), "This number takes text messages only. Goodbye."));
};
