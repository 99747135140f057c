import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { turnAway } from "../shared/calls/sayings.ts";
import { emergencyResponse } from "../shared/emergency/emergency.ts";
import { emergencyInMenu, outOfOrder } from "../shared/emergency/in-menu.ts";
import { answer, type Event, type Handler } from "../shared/runtime/runtime.ts";

const path = "/fallback";

/**
 * Answers when the dialer cannot: calls of phones and calls to numbers alike. Emergency calls are made as ever, also
 * when the dialer fails while 9-1-1 is being pressed in a menu; everybody else hears that the network is out of order.
 */
export const handler: Handler = (context, event, callback) => {
  const asked = { ...event, ...inFailedUrl(event) };
  const emergency = emergencyResponse(context, asked, path) ?? emergencyInMenu(context, asked, path);
  if (emergency) return answer(callback, emergency);
  const inMenu = "trail" in asked || "typed" in asked;
  answer(callback, inMenu ? outOfOrder(asked, path) : turnAway(new VoiceResponse(), "out-of-order"));
};

/**
 * What the dialer's URL said that failed: who calls, and what was pressed.
 * {@link https://www.twilio.com/docs/usage/security/availability-reliability}
 */
function inFailedUrl({ ErrorUrl }: Event): Event {
  const query = typeof ErrorUrl === "string" ? URL.parse(ErrorUrl)?.searchParams : undefined;
  const ours = ["extension", "domain", "number", "at", "typed", "digits", "trail"];
  return Object.fromEntries(ours.flatMap((name) => (query?.has(name) ? [[name, query.get(name)]] : [])));
}
