import { isEmergency, normalizeNumber } from "../address.ts";
import { numberCallerId } from "../call/caller-id.ts";
import { emergencyLeg } from "../call/emergency.ts";
import type { Flow } from "../call/flow.ts";
import { type Answer, answerOf, type LegPlan, refusedLeg } from "../call/leg.ts";
import type { OwnedNumber } from "../network.ts";
import type { CallTrace } from "../trace/trace.ts";
import { keys, unsupported } from "../twiml/attribute.ts";
import { defineNoun } from "./noun.ts";

/** A telephone number. https://www.twilio.com/docs/voice/twiml/number */
export const NumberNoun = defineNoun({
  name: "Number",
  attributes: {
    sendDigits: keys("", 13222, /^[0-9#*wW]*$/),
    byoc: unsupported(),
    machineDetection: unsupported(),
    machineDetectionTimeout: unsupported(),
    machineDetectionSpeechThreshold: unsupported(),
    machineDetectionSpeechEndThreshold: unsupported(),
    machineDetectionSilenceTimeout: unsupported(),
    amdStatusCallback: unsupported(),
    amdStatusCallbackMethod: unsupported(),
  },
  plan({ text }, flow, givenCallerId) {
    const to = normalizeNumber(text);
    if (to === undefined) {
      const detail = `"${text}" is no telephone number: write it as +15035550100`;
      return refusedLeg({ kind: "number", to: text, callerId: givenCallerId ?? "" }, { code: 13223, detail });
    }
    if (isEmergency(to)) return emergencyLeg(flow, to, givenCallerId);
    const { callerId, alert } = numberCallerId(flow, givenCallerId);
    const leg = { kind: "number", to, callerId } as const;
    if (alert) return refusedLeg(leg, alert, 403);
    const own = flow.world.network.number(to);
    return own ? ownNumber(flow, leg, own) : { ...leg, answer: answerOf(flow.world.parties.find(to)) };
  },
});

/** A number of Twilio's own is a call that comes in again, with webhooks of its own. */
async function ownNumber(
  flow: Flow,
  leg: Pick<LegPlan, "kind" | "to" | "callerId">,
  number: OwnedNumber,
): Promise<LegPlan> {
  const { call, world } = flow;
  const inbound = await world.callNumber(leg.callerId, number, call.setup.inputs, call.setup.depth + 1);
  return { ...leg, inbound, answer: answerOfCall(inbound) };
}

function answerOfCall({ answeredAt, endedAt, status }: CallTrace): Answer {
  if (answeredAt !== undefined) {
    return { status: "answered", after: answeredAt, hangsUpAfter: endedAt - answeredAt, inputs: [] };
  }
  const failure = status === "busy" || status === "no-answer" ? status : "failed";
  return { status: failure, after: endedAt, sipResponse: failure === "busy" ? 486 : 404 };
}
