import rules from "baked:dial-rules";
import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { decideOrdinary } from "../../dialplan/outgoing.ts";
import { answerOrApologise } from "../apologise.ts";
import { connectOutgoing } from "../calls.ts";
import { emergencyResponse } from "../emergency.ts";
import { networkOf } from "../network.ts";
import { answer, type Context, type Event, type Handler } from "../runtime.ts";

/** Answers a call that a phone of the network makes, and goes on with it when a leg of it could not be connected. */
export const handler: Handler = (context, event, callback) => {
  const emergency = emergencyResponse(context, event, "/sip-outgoing");
  if (emergency) return answer(callback, emergency);
  return answerOrApologise("sip-outgoing", callback, () => respond(context, event));
};

function respond(context: Context, event: Event): VoiceResponse {
  const { variables, directory } = networkOf(context);
  const decision = decideOrdinary(event, { environment: variables.ENVIRONMENT, directory, rules });
  return connectOutgoing(decision, event, { variables, domainName: context.DOMAIN_NAME });
}
