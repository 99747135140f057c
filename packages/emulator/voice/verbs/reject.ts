import { oneOf } from "../twiml/attribute.ts";
import { defineVerb } from "../twiml/verb.ts";

/** What a SIP phone is answered. https://www.twilio.com/docs/voice/api/sip-twiml */
const refusals = {
  busy: { status: "busy", sipResponse: 486 },
  // The status of a rejected call is not documented; the caller hears that the number is not in service.
  rejected: { status: "no-answer", sipResponse: 404 },
} as const;

/**
 * Refuses a call without answering; that only works as the first verb.
 * https://www.twilio.com/docs/voice/twiml/reject
 */
export const Reject = defineVerb({
  name: "Reject",
  attributes: { reason: oneOf(["rejected", "busy"], "rejected") },
  run({ attributes: { reason }, first }, { call }) {
    if (first && !call.isAnswered) {
      const { status, sipResponse } = refusals[reason];
      call.finish(status, `Reject: ${reason}`, sipResponse);
      return undefined;
    }
    call.alert({ code: 12200, detail: "<Reject> counts only as the first verb of a call; it hangs up here" });
    call.answer();
    call.finish("completed", "Reject after the call was answered");
    return undefined;
  },
});
