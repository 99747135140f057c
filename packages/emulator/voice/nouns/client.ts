import { sipCallerId } from "../call/caller-id.ts";
import { answerOf } from "../call/leg.ts";
import { defineNoun } from "./noun.ts";

/**
 * A browser or an app by its identity: played by a script, as there is no real one.
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
    return { kind: "client", to, callerId, answer: answerOf(flow.world.parties.find(to)) };
  },
});
