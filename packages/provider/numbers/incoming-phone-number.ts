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

/**
 * A telephone number of the account. Creating it buys the number, exactly once whatever fails meanwhile: the number
 * carries a mark at the end of its friendly name that tells what this resource has bought. Deleting it releases the
 * number while it bears that mark, and nobody can promise to get it back: protect it. A number that another stack has
 * adopted or that a person has renamed meanwhile is kept.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export class IncomingPhoneNumber extends resource("twilio:numbers:IncomingPhoneNumber", {
  inputs: {
    /** The number to buy or take over, in E.164 form. */
    phoneNumber: e164(),
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
  outputs: { ...identity, ...adopted },
  id: ["sid"],
  naturalKey: ["phoneNumber"],
  replaceOnChanges: ["phoneNumber"],
  autoname: "friendlyName",
  unmanagedWhenUnset: ["addressSid", "bundleSid"],
}) {}
