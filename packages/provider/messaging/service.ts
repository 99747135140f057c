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
 * A messaging service: senders that share settings, and from which Twilio chooses one for each message.
 * https://www.twilio.com/docs/messaging/api/service-resource
 */
export class Service extends resource("twilio:messaging:Service", {
  inputs: {
    /** A name for people, up to 64 characters. Default: named after the resource. */
    friendlyName: friendlyName(64 - MARK_LENGTH).optional(),
    /** The URL that is asked what to do with a message to one of the senders. Default: none. */
    inboundRequestUrl: webhookUrl(),
    /** The method of `inboundRequestUrl`. Default: POST. */
    inboundMethod: webhookMethod(),
    /** The URL that is asked when `inboundRequestUrl` fails. Default: none. */
    fallbackUrl: webhookUrl(),
    /** The method of `fallbackUrl`. Default: POST. */
    fallbackMethod: webhookMethod(),
    /** The URL that is told what became of messages. Default: none. */
    statusCallback: webhookUrl(),
    /** Whether the webhook of the number that a message came to is asked instead of `inboundRequestUrl`. Default: false. */
    useInboundWebhookOnNumber: z.boolean().default(false),
    /** Whether a recipient always hears from the same sender. Default: true. */
    stickySender: z.boolean().default(true),
    /** Whether a message with media becomes a link where it cannot be delivered as it is. Default: true. */
    mmsConverter: z.boolean().default(true),
    /** Whether characters that would make a message longer are replaced by alike ones. Default: true. */
    smartEncoding: z.boolean().default(true),
    /** Whether a sender with the recipient's area code is preferred. Default: true. */
    areaCodeGeomatch: z.boolean().default(true),
    /** How long a message is tried to be sent, in seconds, from 1 to 36,000. Default: 36000. */
    validityPeriod: z.int().min(1).max(36_000).default(36_000),
    /** What the messages are for. Default: `undeclared`. */
    usecase: z
      .enum(["notifications", "marketing", "verification", "discussion", "poll", "undeclared"])
      .default("undeclared"),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["sid"],
  naturalKey: ["friendlyName"],
  replaceOnChanges: [],
  autoname: "friendlyName",
}) {}
