import { integer } from "../twiml/attribute.ts";
import { defineVerb } from "../twiml/verb.ts";

/**
 * Waits. As the first verb it lets the telephone ring so long.
 * https://www.twilio.com/docs/voice/twiml/pause
 */
export const Pause = defineVerb({
  name: "Pause",
  attributes: { length: integer(1, 13910, { min: 0 }) },
  run({ attributes, first }, { call }) {
    if (!first) call.answer();
    call.listen(attributes.length);
    return undefined;
  },
});
