import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { pressKeys } from "../../dialplan/menu-step.ts";
import { emergencyInMenu, outOfOrder } from "../menu-emergency.ts";
import { menuStateIn } from "../menu-state.ts";
import { keysIn } from "../menu-url.ts";
import { menusOf } from "../menus.ts";
import { networkOf } from "../network.ts";
import { answer, type Context, type Event, type Handler } from "../runtime.ts";
import { stepTwiml } from "../step-twiml.ts";

/** Answers a call that is in the menus: with what follows from where it was, and from the keys that were pressed. */
export const handler: Handler = (context, event, callback) => {
  const emergency = emergencyInMenu(context, event);
  if (emergency) return answer(callback, emergency);
  try {
    answer(callback, respond(context, event));
  } catch (error) {
    console.error("menu:", error instanceof Error ? error.message : "failed");
    answer(callback, outOfOrder(event));
  }
};

function respond(context: Context, event: Event): VoiceResponse {
  const menus = menusOf();
  const step = pressKeys(menuStateIn(event), keysIn(event), { menus, chance: Math.random });
  // Emergency calls were answered before.
  if (step.action === "emergency") return outOfOrder(event);
  return stepTwiml(step, { context, event, menus, network: () => networkOf(context) });
}
