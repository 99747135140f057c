import { z } from "zod";
import {
  adoptable,
  adopted,
  friendlyName,
  identity,
  MARK_LENGTH,
  webhookMethod,
  webhookUrl,
} from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A TwiML application: webhooks under one SID, which numbers, SIP domains and softphones use in place of URLs of their own.
 * https://www.twilio.com/docs/usage/api/applications
 */
export class Application extends resource("twilio:api:Application", {
  inputs: {
    /** A name for people, up to 64 characters. Default: named after the resource. */
    friendlyName: friendlyName(64 - MARK_LENGTH).optional(),
    /** The URL that is asked what to do with a call. Default: none. */
    voiceUrl: webhookUrl(),
    /** The method of `voiceUrl`. Default: POST. */
    voiceMethod: webhookMethod(),
    /** The URL that is asked when `voiceUrl` fails. Default: none. */
    voiceFallbackUrl: webhookUrl(),
    /** The method of `voiceFallbackUrl`. Default: POST. */
    voiceFallbackMethod: webhookMethod(),
    /** Whether the caller's name is looked up, at a cost. Default: false. */
    voiceCallerIdLookup: z.boolean().default(false),
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
    /** The URL that is told how far a message has come. Default: none. */
    messageStatusCallback: webhookUrl(),
    /** Whether other accounts may dial the application. Default: false. */
    publicApplicationConnectEnabled: z.boolean().default(false),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["sid"],
  naturalKey: ["friendlyName"],
  replaceOnChanges: [],
  autoname: "friendlyName",
}) {}
