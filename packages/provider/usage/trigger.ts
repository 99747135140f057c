import { z } from "zod";
import {
  adoptable,
  adopted,
  friendlyName,
  identity,
  MARK_LENGTH,
  requiredUrl,
  webhookMethod,
} from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A bill alarm: calls a URL as soon as the usage of something passes a value. Twilio looks about once a minute. What
 * it watches cannot change in place.
 * https://www.twilio.com/docs/usage/api/usage-trigger
 */
export class Trigger extends resource("twilio:usage:Trigger", {
  inputs: {
    /** A name for people, up to 64 characters. Default: named after the resource. */
    friendlyName: friendlyName(64 - MARK_LENGTH).optional(),
    /** What is watched, such as `totalprice` or `calls`: https://www.twilio.com/docs/usage/api/usage-record#usage-categories */
    usageCategory: z
      .string()
      .regex(/^[a-z0-9-]+$/, "must be a usage category of Twilio's, such as totalprice or calls"),
    /**
     * The value to pass, such as `100`. Twilio's offsets (`+100`) are refused: what they mean changes with each attempt,
     * and cannot be told afterwards.
     */
    triggerValue: z
      .string()
      .regex(
        /^(0|[1-9]\d*)(\.\d*[1-9])?$/,
        "must be a number without an offset or useless zeros, such as 100 or 0.5",
      ),
    /** Which number of the usage is watched: how often, how much, or its price. Default: usage. */
    triggerBy: z.enum(["count", "usage", "price"]).default("usage"),
    /** The period after which counting begins anew and the alarm can ring again. Default: none, it rings once. */
    recurring: z.enum(["daily", "monthly", "yearly"]).optional(),
    /** The URL that is told when the value is passed. */
    callbackUrl: requiredUrl(),
    /** The method of `callbackUrl`. Default: POST. */
    callbackMethod: webhookMethod(),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["sid"],
  naturalKey: ["friendlyName"],
  replaceOnChanges: ["usageCategory", "triggerValue", "triggerBy", "recurring"],
  autoname: "friendlyName",
}) {}
