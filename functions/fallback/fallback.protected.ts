import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { sayAndHangUp } from "../dial.ts";
import { emergencyResponse } from "../emergency.ts";
import { answer, type Handler } from "../runtime.ts";
import { sayings } from "../sayings.ts";

/**
 * Answers when the dialer cannot: calls of phones and calls to numbers alike. Emergency calls are made as ever;
 * everybody else hears that the network is out of order.
 */
export const handler: Handler = (context, event, callback) => {
  const emergency = emergencyResponse(context, event, "/fallback");
  answer(callback, emergency ?? sayAndHangUp(new VoiceResponse(), sayings["out-of-order"]));
};
