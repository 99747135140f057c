import { invocation } from "../declare/invocation.ts";
import { e164, sid } from "../declare/properties.ts";
import { told } from "../declare/told.ts";
import { IncomingPhoneNumber } from "./incoming-phone-number.ts";

/**
 * Finds a number that the account owns by its SID or the number itself. One that is not there is an error.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export const getIncomingPhoneNumber = invocation("twilio:numbers:getIncomingPhoneNumber", {
  inputs: {
    /** The SID. Default: found by `phoneNumber`. */
    sid: sid("PN", "an incoming phone number").optional(),
    /** The number in E.164 form. Default: found by `sid`. */
    phoneNumber: e164().optional(),
  },
  outputs: told(IncomingPhoneNumber),
});
