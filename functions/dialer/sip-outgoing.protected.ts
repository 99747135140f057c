import rules from "baked:dial-rules";
import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import { decideByBudget, isMetered } from "../../dialplan/budget.ts";
import { authenticatedName } from "../../dialplan/emergency.ts";
import { decideOrdinary } from "../../dialplan/outgoing.ts";
import { answerOrApologise } from "../shared/calls/apologise.ts";
import { connectOutgoing } from "../shared/calls/calls.ts";
import { setMinutesAside, today } from "../shared/calls/minutes.ts";
import { networkOf } from "../shared/calls/network.ts";
import { emergencyResponse } from "../shared/emergency/emergency.ts";
import { answer, type Context, type Event, type Handler } from "../shared/runtime/runtime.ts";

/** Answers a call that a phone of the network makes, and goes on with it when a leg of it could not be connected. */
export const handler: Handler = (context, event, callback) => {
  const emergency = emergencyResponse(context, event, "/sip-outgoing");
  if (emergency) return answer(callback, emergency);
  return answerOrApologise("sip-outgoing", callback, () => respond(context, event));
};

async function respond(context: Context, event: Event): Promise<VoiceResponse> {
  const { variables, directory } = networkOf(context);
  const decision = decideOrdinary(event, { environment: variables.ENVIRONMENT, directory, rules });
  const place = { variables, directory, domainName: context.DOMAIN_NAME };
  if (!isMetered(decision)) return connectOutgoing(decision, event, place);

  const day = today();
  const whose = { extension: authenticatedName(event), call: String(event.CallSid ?? ""), day };
  const grant = await setMinutesAside(context, whose, decision, rules.patience);
  const meter = { day, setAside: typeof grant === "number" };
  return connectOutgoing(decideByBudget(decision, grant), event, place, meter);
}
