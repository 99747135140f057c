import { sipCallerId } from "../call/caller-id.ts";
import { type Answer, answerOf, firstAnswer } from "../call/leg.ts";
import { defineNoun } from "./noun.ts";

const nobody: Answer = { status: "no-answer", after: 0, sipResponse: 480 };

/**
 * A browser or an app by its identity: the registered ones ring, all of them. Where none is registered, a script may stand
 * for one; else nobody answers.
 * https://www.twilio.com/docs/voice/twiml/client
 */
export const Client = defineNoun({
  name: "Client",
  attributes: {},
  nested: ["Identity", "Parameter"],
  plan({ text, children }, flow, givenCallerId) {
    const identity = children.find((child) => child.name === "Identity")?.text ?? text;
    const to = `client:${identity}`;
    const { callerId } = sipCallerId(flow, givenCallerId);
    const { parties, phones } = flow.world;
    const browsers = phones
      .at(to)
      .filter(({ browser }) => browser?.accountSid === flow.call.setup.accountSid);
    const answer = firstAnswer(browsers.map(({ script }) => answerOf(script ?? parties.find(to))));
    const leg = { kind: "client", to, callerId } as const;
    if (answer) return { ...leg, phones: browsers.map(({ contact }) => contact), answer };
    const standIn = parties.scriptOf(to);
    return { ...leg, answer: standIn ? answerOf(standIn) : nobody };
  },
});
