import { z } from "zod";
import { adoptable, adopted, MARK_LENGTH, requiredUrl } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A webhook that Event Streams sends events to, in batches of CloudEvents, signed as every webhook of Twilio's. Only
 * its description can change; a destination may hold a user name and a password and is kept secret. A sink that a
 * subscription uses cannot be deleted. Twilio waits 5 seconds for the answer and repeats for some hours.
 * https://www.twilio.com/docs/events/event-streams/sink-resource
 */
export class Sink extends resource("twilio:events:Sink", {
  inputs: {
    /** What the sink is for. It tells the sink from the account's others. Default: named after the resource. */
    description: z
      .string()
      .min(1)
      .max(255 - MARK_LENGTH)
      .optional(),
    /** The URL that takes the events. */
    destination: requiredUrl(),
    /** The method of `destination`. Default: POST. */
    method: z.enum(["GET", "POST"]).default("POST"),
    /** Whether a request may hold several events. Default: true. */
    batchEvents: z.boolean().default(true),
    ...adoptable,
  },
  outputs: {
    /** Twilio's SID of the sink. */
    sid: z.string(),
    /** The SID of the account that the sink belongs to. */
    accountSid: z.string(),
    ...adopted,
    /** `active` when events are sent; `initialized` or `failed` otherwise. */
    status: z.string(),
  },
  id: ["sid"],
  naturalKey: ["description"],
  replaceOnChanges: ["destination", "method", "batchEvents"],
  secrets: ["destination"],
  autoname: "description",
}) {}
