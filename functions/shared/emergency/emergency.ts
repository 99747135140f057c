import plan from "baked:emergency-plan";
import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { Context, Event } from "../runtime/runtime.ts";
import { emergencyTwiml } from "./twiml.ts";

/**
 * The answer to an emergency call, or to the end of one of its legs; nothing if it is no emergency call.
 *
 * Needs no variable, no asset and no other service: all it goes by was compiled into it.
 * @param path path of the function that asks: it is asked again when a leg has ended
 */
export function emergencyResponse(context: Context, event: Event, path: string): VoiceResponse | undefined {
  return emergencyTwiml(plan, context, event, path);
}
