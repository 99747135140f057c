import { sipCallerId } from "../call/caller-id.ts";
import { type LegPlan, refusedLeg } from "../call/leg.ts";
import { defineNoun } from "./noun.ts";
import { answerOfCall } from "./number.ts";

/**
 * Another TwiML application of the account: a call to its voice URL.
 * https://www.twilio.com/docs/voice/twiml/application
 */
export const Application = defineNoun({
  name: "Application",
  attributes: {},
  nested: ["ApplicationSid", "Parameter"],
  async plan({ text, children }, flow, givenCallerId): Promise<LegPlan> {
    const { call, world } = flow;
    const sid = children.find(({ name }) => name === "ApplicationSid")?.text ?? text;
    const { callerId } = sipCallerId(flow, givenCallerId);
    const leg = { kind: "application", to: `app:${sid}`, callerId } as const;
    const application = world.network.application(call.setup.accountSid, sid);
    if (!application) {
      return refusedLeg(leg, { code: 13215, detail: `"${sid}" is no application of this account` }, 404);
    }
    const given = children
      .filter(({ name }) => name === "Parameter")
      .map(({ attributes }) => [attributes.name ?? "", attributes.value ?? ""] as const);
    const { inputs, depth } = call.setup;
    const params = { ...Object.fromEntries(given), ParentCallSid: call.sid };
    const inbound = await world.callNumber(callerId, application, inputs, depth + 1, params);
    return { ...leg, inbound, answer: answerOfCall(inbound) };
  },
});
