import { method } from "../twiml/attribute.ts";
import { defineVerb } from "../twiml/verb.ts";

/** Goes on with another document. https://www.twilio.com/docs/voice/twiml/redirect */
export const Redirect = defineVerb({
  name: "Redirect",
  attributes: { method: method(13710) },
  run: ({ attributes, text }, { resolve }) => ({
    purpose: "redirect",
    method: attributes.method,
    url: resolve(text),
    params: {},
  }),
});
