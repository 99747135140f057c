import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { pressKeys } from "../../dialplan/menu-step.ts";
import { networkOf } from "../shared/calls/network.ts";
import { emergencyInMenu, outOfOrder } from "../shared/emergency/in-menu.ts";
import { menusOf } from "../shared/menus/menus.ts";
import { menuStateIn } from "../shared/menus/state.ts";
import { stepTwiml } from "../shared/menus/step.ts";
import { keysIn } from "../shared/menus/url.ts";
import { answer, type Context, type Event, type Handler } from "../shared/runtime/runtime.ts";

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
