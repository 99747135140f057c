import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { Verdict } from "../dialplan/decision.ts";
import type { DialVariables } from "../dialplan/variables.ts";
import { phoneUris, type StatusArgs, sayAndHangUp, statusUrl, trunkUri } from "./dial.ts";
import { menuUrl } from "./menu-url.ts";
import { sayings } from "./sayings.ts";

export interface ConnectArgs {
  variables: DialVariables;
  /** What is reported of the call when it has ended. */
  status: StatusArgs;
  /** The phone that calls; left out: a call from outside. */
  extension?: string;
  /** The SIP domain over which it calls. */
  domain?: unknown;
  /** Which of the numbers to dial, from 0. */
  attempt?: number;
}

/** The answer to a call that has been decided on. */
export function connect(verdict: Verdict, args: ConnectArgs): VoiceResponse {
  const { variables, status, extension, domain, attempt = 0 } = args;
  const voice = new VoiceResponse();
  const outgoing = status.direction === "outgoing";

  switch (verdict.action) {
    case "refuse":
      return sayAndHangUp(voice, sayings[verdict.reason]);

    case "enter-menu":
      voice.redirect(menuUrl({ context: verdict.context, extension }, domain));
      return voice;

    case "dial-context": {
      const { callerId } = verdict;
      voice
        .dial({ ...(outgoing && { callerId }), answerOnBridge: true, action: statusUrl(status) })
        .sip(trunkUri(verdict, variables));
      return voice;
    }

    case "dial-phones": {
      const { callerId } = verdict;
      const dial = voice.dial({ callerId, answerOnBridge: true, action: statusUrl(status) });
      for (const uri of phoneUris(verdict.phones, variables)) dial.sip(uri);
      return voice;
    }

    case "dial-number": {
      const { callerId, numbers, timeLimit } = verdict;
      const retry = attempt + 1 < numbers.length ? attempt + 1 : undefined;
      const number = numbers[attempt];
      if (number === undefined) return sayAndHangUp(voice, sayings["call-failed"]);
      voice
        .dial({ callerId, timeLimit, answerOnBridge: true, action: statusUrl({ ...status, retry }) })
        .number(number);
      return voice;
    }
  }
}
