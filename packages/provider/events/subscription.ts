import { z } from "zod";
import { adoptable, adopted, identity, MARK_LENGTH, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

const eventType = z
  .object({
    type: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]*$/, "must be a type of event, such as com.twilio.error-logs.error.logged")
      .describe("The type, such as `com.twilio.error-logs.error.logged`."),
    schemaVersion: z
      .int()
      .min(1)
      .optional()
      .describe("The version of its schema. Default: Twilio's latest, left as it is."),
  })
  .meta({ title: "SubscribedEvent", description: "A type of event." });

/**
 * Which events a sink is sent. `com.twilio.error-logs.error.logged` is everything that the account's debugger logs: with
 * a webhook sink it does what the webhook does that the console's debugger settings have, and which no API can set.
 * https://www.twilio.com/docs/events/event-streams/subscription
 */
export class Subscription extends resource("twilio:events:Subscription", {
  inputs: {
    /** What the subscription is for. It tells the subscription from the account's others. Default: named after the resource. */
    description: z
      .string()
      .min(1)
      .max(255 - MARK_LENGTH)
      .optional(),
    /** The SID of the sink. */
    sinkSid: sid("DG", "a sink"),
    /** The types of event, each once; at least one. */
    types: z
      .array(eventType)
      .min(1)
      .refine((all) => new Set(all.map(({ type }) => type)).size === all.length, "must name each type once"),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["sid"],
  naturalKey: ["description"],
  replaceOnChanges: ["sinkSid"],
  autoname: "description",
}) {}
