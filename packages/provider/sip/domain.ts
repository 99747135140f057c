import { z } from "zod";
import {
  adoptable,
  adopted,
  friendlyName,
  identity,
  MARK_LENGTH,
  sid,
  webhookMethod,
  webhookUrl,
} from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A SIP domain: the address that phones register with and call through. Everything about it changes in place, its
 * name too. Without an authentication mapping for calls Twilio refuses its traffic.
 * https://www.twilio.com/docs/voice/sip/api/sip-domain-resource
 */
export class Domain extends resource("twilio:sip:Domain", {
  inputs: {
    /** The address of the domain, ending in `.sip.twilio.com`. No two domains of Twilio's have the same. */
    domainName: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9-]*\.sip\.twilio\.com$/,
        "must be letters, digits and -, followed by .sip.twilio.com",
      ),
    /** A name for people, up to 42 characters: the mark of the resource takes the rest. Default: named after the resource. */
    friendlyName: friendlyName(64 - MARK_LENGTH).optional(),
    /** The URL that is asked what to do with a call. Default: none. */
    voiceUrl: webhookUrl(),
    /** The method of `voiceUrl`. Default: POST. */
    voiceMethod: webhookMethod(),
    /** The URL that is asked when `voiceUrl` fails. Default: none. */
    voiceFallbackUrl: webhookUrl(),
    /** The method of `voiceFallbackUrl`. Default: POST. */
    voiceFallbackMethod: webhookMethod(),
    /** The URL that is told how a call ended. Default: none. */
    voiceStatusCallbackUrl: webhookUrl(),
    /** The method of `voiceStatusCallbackUrl`. Default: POST. */
    voiceStatusCallbackMethod: webhookMethod(),
    /** Whether phones may register with the domain, so that they can be called. Default: false. */
    sipRegistration: z.boolean().default(false),
    /** Whether emergency calls are allowed, from numbers with a registered address. Default: false. */
    emergencyCallingEnabled: z.boolean().default(false),
    /** The SID of the number that emergency services call back. Default: the caller's own. */
    emergencyCallerSid: sid("PN", "an incoming phone number").optional(),
    /** Whether TLS and SRTP are required. Default: false. */
    secure: z.boolean().default(false),
    /** The SID of a bring-your-own-carrier trunk. Default: none. */
    byocTrunkSid: sid("BY", "a BYOC trunk").optional(),
    ...adoptable,
  },
  outputs: {
    ...identity,
    ...adopted,
    /** Which kinds of authentication are mapped, such as `CREDENTIAL_LIST`. */
    authType: z.string(),
  },
  id: ["sid"],
  naturalKey: ["domainName"],
  replaceOnChanges: [],
  autoname: "friendlyName",
}) {}
