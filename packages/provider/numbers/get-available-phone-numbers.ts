import { z } from "zod";
import { invocation } from "../declare/invocation.ts";

const availablePhoneNumber = z
  .object({
    phoneNumber: z.string().describe("The number in E.164 form."),
    friendlyName: z.string().describe("The number as people write it."),
    locality: z.string().describe("The city, or empty."),
    region: z.string().describe("The state or region, or empty."),
    postalCode: z.string().describe("The postal code, or empty."),
    isoCountry: z.string().describe("The country."),
    addressRequirements: z
      .string()
      .describe("Which address must be given to buy it: none, any, local or foreign."),
    voice: z.boolean().describe("Whether it takes calls."),
    sms: z.boolean().describe("Whether it takes messages."),
    mms: z.boolean().describe("Whether it takes messages with pictures and sounds."),
  })
  .meta({ title: "AvailablePhoneNumber", description: "A number that can be bought." });

/**
 * Finds numbers that can be bought now. Ask once and write the chosen number down: the answer changes from call to call.
 * https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource
 */
export const getAvailablePhoneNumbers = invocation("twilio:numbers:getAvailablePhoneNumbers", {
  inputs: {
    /** The country: two upper-case letters of ISO 3166. Default: `US`. */
    isoCountry: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be two upper-case letters of ISO 3166, such as US")
      .default("US"),
    /** The kind of number. Default: `local`. */
    type: z.enum(["local", "tollFree", "mobile"]).default("local"),
    /** The area code, in the US and Canada. Default: any. */
    areaCode: z.int().min(200).max(999).optional(),
    /** A pattern of digits, letters and `*`, such as `503*` or `*TAXI`. Default: any. */
    contains: z.string().min(2).optional(),
    /** Only numbers that take calls. Default: any. */
    voiceEnabled: z.boolean().optional(),
    /** Only numbers that take messages. Default: any. */
    smsEnabled: z.boolean().optional(),
    /** Only numbers that take messages with pictures and sounds. Default: any. */
    mmsEnabled: z.boolean().optional(),
    /** How many to find at most, up to 1000. Default: 20. */
    limit: z.int().min(1).max(1000).default(20),
  },
  outputs: {
    /** The numbers found; possibly none. */
    phoneNumbers: z.array(availablePhoneNumber),
  },
});
