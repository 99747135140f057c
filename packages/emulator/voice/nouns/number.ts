import { isEmergency, normalizeNumber } from "../address.ts";
import { numberCallerId } from "../call/caller-id.ts";
import { emergencyLeg } from "../call/emergency.ts";
import type { Flow } from "../call/flow.ts";
import { type Answer, answerOf, type LegPlan, refusedLeg } from "../call/leg.ts";
import type { OwnedNumber } from "../network.ts";
import type { CallTrace } from "../trace/trace.ts";
import { integer, keys, method, oneOf, text, unsupported } from "../twiml/attribute.ts";
import { defineNoun } from "./noun.ts";

/** A telephone number. https://www.twilio.com/docs/voice/twiml/number */
export const NumberNoun = defineNoun({
  name: "Number",
  attributes: {
    sendDigits: keys("", 13222, /^[0-9#*wW]*$/),
    byoc: unsupported(),
    machineDetection: oneOf(["Enable", "DetectMessageEnd", "none"], "none"),
    machineDetectionTimeout: integer(30, 12200, { min: 3, max: 59 }),
    machineDetectionSpeechThreshold: integer(2400, 12200),
    machineDetectionSpeechEndThreshold: integer(1200, 12200),
    machineDetectionSilenceTimeout: integer(5000, 12200),
    amdStatusCallback: text(),
    amdStatusCallbackMethod: method(),
  },
  plan({ text, attributes }, flow, givenCallerId) {
    const to = normalizeNumber(text);
    if (to === undefined) {
      const detail = `"${text}" is no telephone number: write it as +15035550100`;
      return refusedLeg({ kind: "number", to: text, callerId: givenCallerId ?? "" }, { code: 13223, detail });
    }
    if (isEmergency(to)) return emergencyLeg(flow, to, givenCallerId);
    const { callerId, alert } = numberCallerId(flow, givenCallerId);
    const leg = { kind: "number", to, callerId } as const;
    if (alert) return refusedLeg(leg, alert, 403);
    if (!flow.world.network.mayDial(flow.call.setup.accountSid, to)) {
      const detail = `calls to ${to} are not enabled for this account: see its dialing permissions`;
      return refusedLeg(leg, { code: 13227, detail }, 403);
    }
    const { machineDetection: how, amdStatusCallback: url, amdStatusCallbackMethod: method } = attributes;
    const detection = how === "none" || url === undefined ? {} : { detection: { how, url, method } };
    const own = flow.world.network.number(to);
    if (own) return ownNumber(flow, leg, own);
    return { ...leg, ...detection, answer: answerOf(flow.world.parties.find(to)) };
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

/** How a leg is answered that is itself a call to the account: as that call was. */
export function answerOfCall({ answeredAt, endedAt, status }: CallTrace): Answer {
  if (answeredAt !== undefined) {
    return { status: "answered", after: answeredAt, hangsUpAfter: endedAt - answeredAt, inputs: [] };
  }
  const failure = status === "busy" || status === "no-answer" ? status : "failed";
  return { status: failure, after: endedAt, sipResponse: failure === "busy" ? 486 : 404 };
}
