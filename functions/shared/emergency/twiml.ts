import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { type EmergencyPlan, emergencyCall, emergencyNumber } from "../../../dialplan/emergency.ts";
import { languages } from "../../../dialplan/menu-state.ts";
import { attemptOf } from "../calls/dial.ts";
import { sayWhy, turnAway } from "../calls/sayings.ts";
import type { Context, Event } from "../runtime/runtime.ts";

/** The most that Twilio allows, in seconds: how long it rings, and how long a call may last. {@link https://www.twilio.com/docs/voice/twiml/dial} */
const longestRing = 600;
const longestCall = 86_400;

/** Each service that makes emergency calls has these functions, which tell the team: of a call, and of one that is refused. */
const alertPath = "/emergency-alert";
const refusedPath = "/emergency-refused";

/**
 * The answer to an emergency call, or to the end of one of its legs; nothing if it is no emergency call.
 * @param path path of the function that asks: it is asked again when a leg has ended
 */
export function emergencyTwiml(
  plan: EmergencyPlan,
  context: Context,
  event: Event,
  path: string,
): VoiceResponse | undefined {
  const call = emergencyCall(event, plan, context.ENVIRONMENT);
  if (!call) return undefined;
  const voice = new VoiceResponse();
  const { extension, number, attempts } = call;
  if (attempts === "refused-by-entry" && number === "911") {
    // First what the caller must hear, whatever becomes of the rest; few wait for the end of it in another language.
    sayWhy(voice, `emergency-${attempts}`, languages[0]);
    voice.redirect(`${refusedPath}?${new URLSearchParams({ extension })}`);
    return voice;
  }
  if (typeof attempts === "string") return turnAway(voice, `emergency-${attempts}`);
  if (isOver(event.DialCallStatus)) {
    voice.hangup();
    return voice;
  }
  const attempt = attemptOf(event);
  const callerId = attempts[attempt];
  if (callerId === undefined) return turnAway(voice, "emergency-failed");

  const next = new URLSearchParams({ attempt: String(attempt + 1), extension });
  // Dialled in a menu: the call itself does not say it.
  if (emergencyNumber(event.To) === undefined) next.set("number", number);
  if (typeof event.domain === "string") next.set("domain", event.domain);
  const dial = voice.dial({
    callerId,
    answerOnBridge: true,
    timeout: longestRing,
    timeLimit: longestCall,
    action: `${path}?${next}`,
  });
  dial.number(
    alert(
      context,
      new URLSearchParams({ extension, number, callerId, ...(attempt > 0 && { attempt: String(attempt) }) }),
    ),
    number,
  );
  return voice;
}

/** Somebody has answered, or the caller has hung up: no reason to dial again. */
function isOver(status: unknown): boolean {
  return status === "completed" || status === "answered" || status === "canceled";
}

/** Twilio calls it beside the call, which does not wait for it. */
function alert({ DOMAIN_NAME }: Context, about: URLSearchParams) {
  const origin = typeof DOMAIN_NAME === "string" ? `https://${DOMAIN_NAME}` : "";
  const statusCallback = `${origin}${alertPath}?${about}`;
  return { statusCallback, statusCallbackEvent: ["initiated" as const, "completed" as const] };
}
