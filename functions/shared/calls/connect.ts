import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { Verdict } from "../../../dialplan/decision.ts";
import type { DialVariables } from "../../../dialplan/variables.ts";
import { menuUrl } from "../menus/url.ts";
import { meterParameters, phoneUris, type StatusArgs, statusUrl, trunkUri } from "./dial.ts";
import { turnAway } from "./sayings.ts";

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
  /** Host of this environment's functions, which are told how each leg ended. */
  domainName: unknown;
  /** The menus the caller has been in, with commas between. */
  trail?: unknown;
}

/** The answer to a call that has been decided on. */
export function connect(verdict: Verdict, args: ConnectArgs): VoiceResponse {
  const { variables, status, extension, domain, attempt = 0 } = args;
  const voice = new VoiceResponse();
  const outgoing = status.direction === "outgoing";
  /** Twilio calls it beside the call, which does not wait for it. */
  const told = (index = 0) => legStatus(args, index);

  switch (verdict.action) {
    case "refuse":
      return turnAway(voice, verdict.reason, status.language);

    case "enter-menu":
      voice.redirect(menuUrl({ context: verdict.context, extension, language: status.language }, domain));
      return voice;

    case "dial-context": {
      const { callerId } = verdict;
      voice
        .dial({ ...(outgoing && { callerId }), answerOnBridge: true, action: statusUrl(status) })
        .sip(told(), trunkUri(verdict, variables));
      return voice;
    }

    case "dial-phones": {
      const { callerId } = verdict;
      const dial = voice.dial({ callerId, answerOnBridge: true, action: statusUrl(status) });
      for (const [index, uri] of phoneUris(verdict.phones, variables).entries()) {
        if (uri.startsWith("client:")) dial.client(told(index), uri.slice("client:".length));
        else dial.sip(told(index), uri);
      }
      return voice;
    }

    case "dial-number": {
      const { callerId, numbers, timeLimit } = verdict;
      const retry = attempt + 1 < numbers.length ? attempt + 1 : undefined;
      const number = numbers[attempt];
      if (number === undefined) return turnAway(voice, "call-failed", status.language);
      voice
        .dial({ callerId, timeLimit, answerOnBridge: true, action: statusUrl({ ...status, retry }) })
        .number(told(), number);
      return voice;
    }
  }
}

/** Who is told how a leg ended: the first of a call tells that there was one. */
function legStatus({ domainName, status, trail, attempt = 0 }: ConnectArgs, index: number) {
  const { direction, extensions, meter } = status;
  const first = index === 0 && attempt === 0;
  const query = new URLSearchParams({
    direction,
    extension: extensions[index] ?? extensions[0] ?? "",
    ...(first && { first: "yes" }),
    ...(first && typeof trail === "string" && trail !== "" && { trail }),
    ...meterParameters(meter),
  });
  return {
    statusCallback: `https://${domainName}/call-status?${query}`,
    statusCallbackEvent: ["completed" as const],
  };
}
