import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import * as z from "zod/mini";
import { type Language, languages } from "../../dialplan/menu-state.ts";
import { answerOrApologise } from "../shared/calls/apologise.ts";
import { sayAndHangUp } from "../shared/calls/dial.ts";
import { networkOf } from "../shared/calls/network.ts";
import { menusOf } from "../shared/menus/menus.ts";
import { keysIn } from "../shared/menus/url.ts";
import { logFailure, OperatorCalls } from "../shared/operator/calls.ts";
import { queueName } from "../shared/operator/operator.ts";
import type { Context, Event, Handler } from "../shared/runtime/runtime.ts";

/** What our URL says. */
const asked = z.object({
  queue: z.string(),
  language: z._default(z.enum(languages), languages[0]),
  /** How the conversation ended that the operator has just had, if any. */
  DialCallStatus: z.optional(z.string()),
});

const languageNames: Record<Language, string> = { en: "English", es: "Spanish" };

/** The key by which an operator takes a call: an answering machine presses none. */
const acceptingKey = "1";
/** Seconds for which an operator who came too late waits for another caller. */
const tooLate = 3;
const longestCall = 3_600;

/** Answers an operator who has picked up: with who waits, with the caller, or with the news that somebody was faster. */
export const handler: Handler = async (context, event, callback) => {
  const waiting = await callersWaiting(context, event);
  return answerOrApologise("operator-answer", callback, () => respond(context, event, waiting));
};

/** How many callers wait; unknown counts as one: the queue itself will tell. */
async function callersWaiting(context: Context, event: Event): Promise<number> {
  try {
    const calls = new OperatorCalls(context, networkOf(context), menusOf());
    const { queue } = asked.parse(event);
    // Whoever gets the last caller: nobody is needed any more.
    return await (keysIn(event) === acceptingKey ? calls.stopRinging(queue, 1) : calls.waiting(queue));
  } catch (error) {
    logFailure("it is not known who waits", error);
    return 1;
  }
}

function respond(context: Context, event: Event, waiting: number): VoiceResponse {
  const { queue, language, DialCallStatus } = asked.parse(event);
  const voice = new VoiceResponse();
  const action = `/operator-answer?${new URLSearchParams({ queue, language })}`;
  if (DialCallStatus !== undefined && DialCallStatus !== "completed")
    return sayAndHangUp(voice, "The caller has gone, or somebody else was faster. Goodbye.");
  if (waiting === 0)
    return DialCallStatus === undefined
      ? sayAndHangUp(voice, "The caller has gone, or somebody else was faster. Goodbye.")
      : sayAndHangUp(voice, "Nobody else is waiting. Goodbye.");
  if (keysIn(event) === acceptingKey && DialCallStatus === undefined) {
    voice.dial({ action, timeout: tooLate, timeLimit: longestCall }).queue(queueName(context));
    return voice;
  }
  const gather = voice.gather({ numDigits: 1, timeout: 10, finishOnKey: "", action });
  gather.say(
    `A caller is waiting for the operator, in ${languageNames[language]}. Press 1 to take the call.`,
  );
  voice.hangup();
  return voice;
}
