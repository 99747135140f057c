import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import * as z from "zod/mini";
import { chosen } from "../../dialplan/menu-step.ts";
import { networkOf } from "../shared/calls/network.ts";
import { menusOf } from "../shared/menus/menus.ts";
import { menuStateIn } from "../shared/menus/state.ts";
import { playPrompt } from "../shared/menus/twiml.ts";
import { domainIn, keysIn, menuUrl } from "../shared/menus/url.ts";
import { logFailure, OperatorCalls } from "../shared/operator/calls.ts";
import { answer, type Context, type Event, type Handler } from "../shared/runtime/runtime.ts";

/** What Twilio says of a caller in a queue. {@link https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl-parameters} */
const waiting = z.object({ QueueSid: z.string(), QueueTime: z.coerce.number() });

/** Only the first time: what is heard takes longer. */
const justArrived = 2;

/**
 * What a caller hears who waits for an operator. When the caller has just arrived the operators are called.
 *
 * 9 may be the beginning of 9-1-1, and no call can be made from within a queue: it leads out of it.
 */
export const handler: Handler = async (context, event, callback) => {
  const voice = new VoiceResponse();
  if (keysIn(event).startsWith("9")) {
    voice.leave();
    return answer(callback, voice);
  }
  try {
    answer(callback, await respond(voice, context, event));
  } catch (error) {
    logFailure("a caller cannot wait", error);
    const out = new VoiceResponse();
    out.leave();
    answer(callback, out);
  }
};

async function respond(voice: VoiceResponse, context: Context, event: Event): Promise<VoiceResponse> {
  const menus = menusOf();
  const { operator } = menus;
  const { success, data } = waiting.safeParse(event);
  // Asked after a key, Twilio does not say how long the caller has waited.
  const seconds = success ? data.QueueTime : undefined;
  if (!operator || (seconds !== undefined && seconds >= operator.timeout)) {
    voice.leave();
    return voice;
  }
  const state = menuStateIn(event);
  if (success && data.QueueTime < justArrived) {
    const calls = new OperatorCalls(context, networkOf(context), menus);
    await calls.place({ queue: data.QueueSid, language: state.language });
  }
  const action = menuUrl(state, domainIn(event), "/operator-wait");
  const gather = voice.gather({ numDigits: 1, timeout: 1, finishOnKey: "", action });
  for (const statement of operator.hold)
    playPrompt(gather, chosen(statement, { menus, chance: Math.random }), state.language, menus);
  return voice;
}
