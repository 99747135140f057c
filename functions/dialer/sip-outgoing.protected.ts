import rules from "baked:dial-rules";
import VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { authenticatedName } from "../../dialplan/emergency.ts";
import { decideOrdinary } from "../../dialplan/outgoing.ts";
import { attemptOf, phoneUris, type StatusArgs, sayAndHangUp, statusUrl, trunkUri } from "../dial.ts";
import { emergencyResponse } from "../emergency.ts";
import { networkOf } from "../network.ts";
import { reportCall } from "../report.ts";
import { answer, answerOrApologise, type Context, type Event, type Handler } from "../runtime.ts";
import { sayings } from "../sayings.ts";

/** Answers a call that a phone of the network makes, and goes on with it when a leg of it could not be connected. */
export const handler: Handler = (context, event, callback) => {
  const emergency = emergencyResponse(context, event, "/sip-outgoing");
  if (emergency) {
    reportCall(context, event, "outgoing", [authenticatedName(event) || "unknown"]);
    return answer(callback, emergency);
  }
  answerOrApologise("sip-outgoing", callback, () => respond(context, event));
};

function respond(context: Context, event: Event): VoiceResponse {
  const { variables, directory } = networkOf(context);
  const extension = authenticatedName(event);
  const decision = decideOrdinary(event, { environment: variables.ENVIRONMENT, directory, rules });
  const voice = new VoiceResponse();
  const status: StatusArgs = { direction: "outgoing", extensions: [extension] };

  switch (decision.action) {
    case "refuse":
      return sayAndHangUp(voice, sayings[decision.reason]);

    case "dial-context": {
      const { callerId } = decision;
      voice
        .dial({ callerId, answerOnBridge: true, action: statusUrl(status) })
        .sip(trunkUri(decision, variables));
      return voice;
    }

    case "dial-phones": {
      const { callerId } = decision;
      const dial = voice.dial({ callerId, answerOnBridge: true, action: statusUrl(status) });
      for (const uri of phoneUris(decision.phones, variables)) dial.sip(uri);
      return voice;
    }

    case "dial-number": {
      const { callerId, numbers, timeLimit } = decision;
      const attempt = attemptOf(event);
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
