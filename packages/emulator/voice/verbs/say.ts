import { integer, text } from "../twiml/attribute.ts";
import type { Element } from "../twiml/element.ts";
import { defineVerb } from "../twiml/verb.ts";
import { readingSeconds, repeated } from "./time.ts";

const ssml = ["break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"];

/** Reads a text to the caller. https://www.twilio.com/docs/voice/twiml/say */
export const Say = defineVerb({
  name: "Say",
  attributes: { voice: text(), language: text(), loop: integer(1, 13510, { min: 0 }) },
  nested: (element, report) => {
    for (const child of element.children.flatMap(withDescendants)) {
      if (!ssml.includes(child.name.replace(/^amazon:/, ""))) {
        report({ code: 12200, detail: `<Say> takes no <${child.name}>` });
      }
    }
    return [];
  },
  run({ attributes, text }, { call }) {
    if (text === "") {
      call.alert({ code: 13520, detail: "<Say> has no text" });
      return undefined;
    }
    call.hear("say", text, readingSeconds(text) * repeated(attributes.loop));
    return undefined;
  },
});

const withDescendants = (element: Element): Element[] => [
  element,
  ...element.children.flatMap(withDescendants),
];
