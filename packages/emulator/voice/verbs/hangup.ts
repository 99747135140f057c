import { defineVerb } from "../twiml/verb.ts";

/** Ends the call. Even as the first verb it answers it. https://www.twilio.com/docs/voice/twiml/hangup */
export const Hangup = defineVerb({
  name: "Hangup",
  attributes: {},
  run(_verb, { call }) {
    call.answer();
    call.finish("completed", "Hangup");
    return undefined;
  },
});
