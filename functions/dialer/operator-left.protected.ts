import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import * as z from "zod/mini";
import { askForMessage, type MenuStep } from "../../dialplan/menu-step.ts";
import { networkOf } from "../shared/calls/network.ts";
import { outOfOrder } from "../shared/emergency/in-menu.ts";
import { menusOf } from "../shared/menus/menus.ts";
import { menuStateIn } from "../shared/menus/state.ts";
import { hangUpTwiml, listenTwiml } from "../shared/menus/twiml.ts";
import { domainIn } from "../shared/menus/url.ts";
import { logFailure, OperatorCalls } from "../shared/operator/calls.ts";
import { answer, type Event, type Handler } from "../shared/runtime/runtime.ts";

/** {@link https://www.twilio.com/docs/voice/twiml/enqueue#attributes-action-parameters} */
const left = z.object({
  QueueResult: z.string(),
  QueueSid: z._default(z.string(), ""),
  QueueTime: z._default(z.coerce.number(), 0),
});

/** Seconds in which the rest of 9-1-1 must come. */
const patience = 3;

/** Answers a call that has left the operator's queue. */
export const handler: Handler = async (context, event, callback) => {
  try {
    const { QueueResult, QueueSid, QueueTime } = left.parse(event);
    // Nobody waits for this: the caller has hung up.
    if (QueueResult === "hangup")
      await new OperatorCalls(context, networkOf(context), menusOf()).stopRinging(QueueSid, 0);
    answer(callback, respond(event, QueueResult, QueueTime));
  } catch (error) {
    logFailure("a caller has left the queue for nowhere", error);
    // A 9 leads out of the queue; it may have been that.
    answer(callback, outOfOrder({ ...event, Digits: "9" }));
  }
};

function respond(event: Event, result: string, seconds: number): VoiceResponse {
  const menus = menusOf();
  const domain = domainIn(event);
  // Whoever leaves may have pressed 9. Two ones, or threes, and it is an emergency call.
  const state = { ...menuStateIn(event), typed: "9" };
  if (result === "hangup" || result === "redirected") return new VoiceResponse();
  if (result === "bridged") return hangUpTwiml([{ word: "goodbye" }], { ...state, typed: "" }, menus, domain);
  const { operator } = menus;
  if (!operator) return hangUpTwiml([{ word: "unavailable" }], state, menus, domain);
  if (result === "leave" && seconds < operator.timeout)
    return listenTwiml({ prompts: [], keys: 1, seconds: patience, state }, menus, domain);
  const step: MenuStep = askForMessage(state, operator.message, { menus, chance: Math.random });
  return step.action === "listen"
    ? listenTwiml({ ...step, prompts: [{ word: "nobody-there" }, ...step.prompts] }, menus, domain)
    : hangUpTwiml([{ word: "nobody-there" }], state, menus, domain);
}
