import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { emergencyPressed, listenForEmergency } from "../../../dialplan/menu-keys.ts";
import { sayWhy } from "../calls/sayings.ts";
import { keysIn } from "../menus/url.ts";
import type { Context, Event } from "../runtime/runtime.ts";
import { emergencyResponse } from "./emergency.ts";

/**
 * Emergency calls out of the menus. Needs no variable, no asset and no other service, as those that phones dial: where
 * the caller is and what was pressed before stands in the URL.
 */

/**
 * The answer to 9-1-1 or 9-3-3 in a menu; nothing if it is not complete.
 * @param path path of the function that is asked when the call has ended
 */
export function emergencyInMenu(
  context: Context,
  event: Event,
  path = "/sip-outgoing",
): VoiceResponse | undefined {
  const { at, typed, digits } = event;
  const state = { at: text(at), typed: text(typed), digits: text(digits) };
  const number = emergencyPressed(state, keysIn(event));
  return number && emergencyResponse(context, { ...event, number }, path);
}

/**
 * What a caller hears when menus fail: that the network is out of order. An emergency number is heard all the same, and
 * waited for in silence if its beginning was pressed.
 * @param path path of the function that is asked next
 */
export function outOfOrder(event: Event, path = "/menu"): VoiceResponse {
  const { pending } = listenForEmergency(text(event.typed), keysIn(event));
  const known = Object.entries({
    extension: text(event.extension),
    domain: text(event.SipDomain) || text(event.domain),
    typed: pending,
  });
  const query = new URLSearchParams(known.filter(([, value]) => value !== ""));
  const voice = new VoiceResponse();
  const gather = voice.gather({
    numDigits: 1,
    timeout: pending ? 5 : 1,
    finishOnKey: "",
    action: `${path}?${query}`,
  });
  if (!pending) sayWhy(gather, "out-of-order");
  voice.hangup();
  return voice;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
