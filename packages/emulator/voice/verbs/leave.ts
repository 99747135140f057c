import { defineVerb } from "../twiml/verb.ts";

/** Takes the caller out of the queue whose wait document this is. https://www.twilio.com/docs/voice/twiml/leave */
export const Leave = defineVerb({
  name: "Leave",
  attributes: {},
  run(_verb, { call }) {
    if (call.leave) call.leave();
    else call.alert({ code: 12200, detail: "<Leave> outside the wait document of <Enqueue> does nothing" });
    return undefined;
  },
});
