import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import * as z from "zod/mini";
import { dialStatuses } from "../../dialplan/metrics.ts";
import { answerOrApologise } from "../apologise.ts";
import { sayAndHangUp } from "../dial.ts";
import type { Event, Handler } from "../runtime.ts";
import { sayings } from "../sayings.ts";

/** What Twilio adds when a Dial has ended, and what our URL said. {@link https://www.twilio.com/docs/voice/twiml/dial#action} */
const ended = z.object({
  DialCallStatus: z.enum(dialStatuses),
  /** Names of the phones it is about, separated by commas. */
  extensions: z.string(),
  /** The attempt that is left if this one could not be connected. */
  retry: z.optional(z.string().check(z.regex(/^\d$/))),
  /** What was dialled in a menu. */
  number: z.optional(z.string()),
});

/** Answers the end of a call, whoever made it: what the caller hears then. Statistics are told by `call-status`. */
export const handler: Handler = (_context, event, callback) => {
  return answerOrApologise("sip-outgoing-status", callback, () => respond(event));
};

function respond(event: Event): VoiceResponse {
  const { DialCallStatus: status, extensions, retry, number } = ended.parse(event);
  const voice = new VoiceResponse();
  const connected = status === "completed" || status === "answered" || status === "canceled";

  if (!connected && retry !== undefined) {
    const again = new URLSearchParams({ attempt: retry, extension: extensions });
    if (number !== undefined) again.set("number", number);
    voice.redirect(`/sip-outgoing?${again}`);
  } else if (status === "failed") {
    sayAndHangUp(voice, sayings["call-failed"]);
  } else if (status === "busy") {
    voice.play({ loop: 5 }, "/busy.wav");
    voice.hangup();
  } else {
    voice.hangup();
  }
  return voice;
}
