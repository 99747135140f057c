import { z } from "zod";
import {
  adoptable,
  adopted,
  e164,
  friendlyName,
  identity,
  sid,
  webhookMethod,
  webhookUrl,
} from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

const search = z
  .object({
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be two upper-case letters of ISO 3166, such as US")
      .default("US")
      .describe("The country: two upper-case letters of ISO 3166. Default: `US`."),
    type: z
      .enum(["local", "tollFree", "mobile"])
      .default("local")
      .describe("The kind of number: `local`, `tollFree` or `mobile`. Default: `local`."),
    areaCode: z
      .int()
      .min(200)
      .max(999)
      .optional()
      .describe("The area code, in the US and Canada. Default: any."),
    contains: z
      .string()
      .regex(/^[0-9A-Za-z*]{2,}$/, "must be two or more digits, letters and *")
      .optional()
      .describe("A pattern of digits, letters of a keypad and `*`, such as `503*` or `*TAXI`. Default: any."),
    capabilities: z
      .array(z.enum(["voice", "sms", "mms"]))
      .default(["voice"])
      .describe("What the number must take: `voice`, `sms`, `mms`. Default: `voice`."),
  })
  .meta({ title: "PhoneNumberSearch", description: "Which numbers would do." });

/** Which numbers would do. */
export type PhoneNumberSearch = z.output<typeof search>;

/**
 * A telephone number of the account: the one that `phoneNumber` names, or one that `search` finds. Creating it buys the number, exactly once whatever fails meanwhile: the number
 * carries a mark at the end of its friendly name that tells what this resource has bought. Deleting it releases the
 * number while it bears that mark, and nobody can promise to get it back: protect it. A number that another stack has
 * adopted or that a person has renamed meanwhile is kept.
 *
 * A search is asked once. The number that it found is known after the first update and stays, whatever becomes of the
 * search: an edited text must not give up a number. For another number name it, or give the resource another name.
 * With `adopt`, a search first takes a number of the account that would do and that nobody uses: one without
 * webhooks, application, trunk, emergency address and mark.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export class IncomingPhoneNumber extends resource("twilio:numbers:IncomingPhoneNumber", {
  inputs: {
    /** The number to buy or take over, in E.164 form. Default: one that `search` finds. */
    phoneNumber: e164().optional(),
    /** What to look for where no number is named. Either this or `phoneNumber` is given. */
    search: search.optional(),
    /** A name for people, up to 40 characters. Default: named after the resource. */
    friendlyName: friendlyName(40).optional(),
    /** The URL that is asked what to do with a call. Default: none. */
    voiceUrl: webhookUrl(),
    /** The method of `voiceUrl`. Default: POST. */
    voiceMethod: webhookMethod(),
    /** The URL that is asked when `voiceUrl` fails. Default: none. */
    voiceFallbackUrl: webhookUrl(),
    /** The method of `voiceFallbackUrl`. Default: POST. */
    voiceFallbackMethod: webhookMethod(),
    /** The SID of the TwiML application that answers calls instead of `voiceUrl`. Default: none. */
    voiceApplicationSid: sid("AP", "a TwiML application").optional(),
    /** Whether the caller's name is looked up, at a cost. Default: false. */
    voiceCallerIdLookup: z.boolean().default(false),
    /** The SID of the trunk that calls go to instead of `voiceUrl`. Default: none. */
    trunkSid: sid("TK", "a trunk").optional(),
    /** The URL that is told how a call ended. Default: none. */
    statusCallback: webhookUrl(),
    /** The method of `statusCallback`. Default: POST. */
    statusCallbackMethod: webhookMethod(),
    /** The URL that is asked what to do with a message. Default: none. */
    smsUrl: webhookUrl(),
    /** The method of `smsUrl`. Default: POST. */
    smsMethod: webhookMethod(),
    /** The URL that is asked when `smsUrl` fails. Default: none. */
    smsFallbackUrl: webhookUrl(),
    /** The method of `smsFallbackUrl`. Default: POST. */
    smsFallbackMethod: webhookMethod(),
    /** The SID of the TwiML application that answers messages instead of `smsUrl`. Default: none. */
    smsApplicationSid: sid("AP", "a TwiML application").optional(),
    /** The SID of the address that the number's regulation asks for. Default: left as it is. */
    addressSid: sid("AD", "an address").optional(),
    /** The SID of the regulatory bundle that the number's regulation asks for. Default: left as it is. */
    bundleSid: sid("BU", "a regulatory bundle").optional(),
    ...adoptable,
  },
  outputs: {
    ...identity,
    ...adopted,
    /** The number, in E.164 form. */
    phoneNumber: z.string(),
  },
  id: ["sid"],
  naturalKey: ["phoneNumber"],
  oneOf: [["phoneNumber", "search"]],
  replaceOnChanges: ["phoneNumber"],
  autoname: "friendlyName",
  writeOnly: ["search"],
  unmanagedWhenUnset: ["phoneNumber", "addressSid", "bundleSid"],
}) {}
