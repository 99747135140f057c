import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import * as z from "zod/mini";
import { languages } from "../../dialplan/menu-state.ts";
import { dialStatuses } from "../../dialplan/metrics.ts";
import { answerOrApologise } from "../shared/calls/apologise.ts";
import { meterQuery } from "../shared/calls/meter.ts";
import { countMinutes } from "../shared/calls/minutes.ts";
import { turnAway } from "../shared/calls/sayings.ts";
import { languageIn } from "../shared/menus/url.ts";
import type { Context, Event, Handler } from "../shared/runtime/runtime.ts";

/** What Twilio adds when a Dial has ended, and what our URL said. {@link https://www.twilio.com/docs/voice/twiml/dial#action} */
const ended = z.object({
  DialCallStatus: z.enum(dialStatuses),
  /** Names of the phones it is about, separated by commas. */
  extensions: z.string(),
  /** The attempt that is left if this one could not be connected. */
  retry: z.optional(z.string().check(z.regex(/^\d$/))),
  /** What was dialled in a menu. */
  number: z.optional(z.string()),
  CallSid: z._default(z.string(), ""),
  /** Left out if no leg was made: then `call-status` hears of none. */
  DialCallSid: z.optional(z.string()),
  ...meterQuery,
});

/** Answers the end of a call, whoever made it: what the caller hears then. Statistics are told by `call-status`. */
export const handler: Handler = (context, event, callback) => {
  return answerOrApologise("sip-outgoing-status", callback, () => respond(context, event));
};

async function respond(context: Context, event: Event): Promise<VoiceResponse> {
  const parsed = ended.parse(event);
  const { DialCallStatus: status, extensions, retry, number } = parsed;
  const language = languageIn(event);
  await giveMinutesBack(context, parsed);
  const voice = new VoiceResponse();
  const connected = status === "completed" || status === "answered" || status === "canceled";

  if (!connected && retry !== undefined) {
    const again = new URLSearchParams({ attempt: retry, extension: extensions });
    if (number !== undefined) again.set("number", number);
    if (language !== languages[0]) again.set("language", language);
    voice.redirect(`/sip-outgoing?${again}`);
  } else if (status === "failed") {
    turnAway(voice, "call-failed", language);
  } else if (status === "busy") {
    voice.play({ loop: 5 }, "/busy.wav");
    voice.hangup();
  } else {
    voice.hangup();
  }
  return voice;
}

async function giveMinutesBack(context: Context, call: z.infer<typeof ended>): Promise<void> {
  const { CallSid, DialCallSid, extensions: extension, day, aside } = call;
  if (!day || DialCallSid !== undefined) return;
  const setAside = aside === "yes";
  await countMinutes(context, { extension, call: CallSid, day }, { seconds: 0, setAside, callerWaits: true });
}
