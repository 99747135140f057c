import { z } from "zod";
import { invocation } from "../declare/invocation.ts";

const ownedPhoneNumber = z
  .object({
    sid: z.string().describe("Twilio's SID of the number."),
    phoneNumber: z.string().describe("The number in E.164 form."),
    friendlyName: z.string().describe("The name for people."),
    voiceUrl: z.string().describe("The URL that is asked what to do with a call, or empty."),
    smsUrl: z.string().describe("The URL that is asked what to do with a message, or empty."),
    emergencyAddressSid: z.string().describe("The SID of the address for emergency calls, or empty."),
  })
  .meta({ title: "OwnedPhoneNumber", description: "A number that the account owns." });

/**
 * Lists the numbers that the account owns, the newest first.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export const getIncomingPhoneNumbers = invocation("twilio:numbers:getIncomingPhoneNumbers", {
  inputs: {
    /** Only numbers that fit: a number in E.164 form or a part of one, with `*` for any digit. Default: all. */
    phoneNumber: z.string().min(1).optional(),
    /** Only numbers with this name. Default: all. */
    friendlyName: z.string().min(1).optional(),
    /** How many to list at most. Default: all. */
    limit: z.int().min(1).optional(),
  },
  outputs: {
    /** The numbers; possibly none. */
    phoneNumbers: z.array(ownedPhoneNumber),
  },
});
