import { method, text } from "../twiml/attribute.ts";
import type { Element } from "../twiml/element.ts";
import { defineVerb, type Verb } from "../twiml/verb.ts";

/** A verb whose media go to servers of the account's own: written into the trace with what stands in it, no more. */
const traced = (name: string, nouns: readonly string[]): Verb =>
  defineVerb<{ action: ReturnType<typeof text>; method: ReturnType<typeof method> }, Element>({
    name,
    attributes: { action: text(), method: method() },
    nested(element, report) {
      for (const child of element.children) {
        if (!nouns.includes(child.name))
          report({ code: 12200, detail: `<${name}> takes no <${child.name}>` });
      }
      return element.children.filter((child) => nouns.includes(child.name));
    },
    run({ attributes: { action, method }, nested }, { call, resolve }) {
      call.answer();
      for (const { name: noun, attributes } of nested) {
        call.steps.push({ kind: "verb", at: call.at, verb: `${name} ${noun}`, attributes });
      }
      if (name !== "Connect" || action === undefined) return undefined;
      return { purpose: "action", method, url: resolve(action), params: {} };
    },
  });

const started = ["Stream", "Siprec", "Transcription", "Recording"];

/**
 * Hands the call to a stream, a room or an assistant: nobody is there, so it ends at once.
 * https://www.twilio.com/docs/voice/twiml/connect
 */
export const Connect = traced("Connect", [
  "AiSession",
  "Assistant",
  "Autopilot",
  "Conversation",
  "ConversationRelay",
  "ConversationRelaySession",
  "Room",
  "Stream",
  "VirtualAgent",
]);

/** Begins a stream or the like beside the call. https://www.twilio.com/docs/voice/twiml/stream */
export const Start = traced("Start", started);

/** Ends what `Start` began. https://www.twilio.com/docs/voice/twiml/stream#stop */
export const Stop = traced("Stop", started);
