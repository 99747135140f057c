import { z } from "zod";
import {
  adoptable,
  adopted,
  friendlyName,
  identity,
  jsonObject,
  MARK_LENGTH,
} from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A Studio flow. Twilio validates its definition before anything is sent that could publish it: in a preview where
 * there are credentials, and before every create and update. Each change makes a revision.
 * https://www.twilio.com/docs/studio/rest-api/v2/flow
 */
export class Flow extends resource("twilio:studio:Flow", {
  inputs: {
    /** A name for people. Default: named after the resource. */
    friendlyName: friendlyName(255 - MARK_LENGTH).optional(),
    /** The definition, an object as Studio exports it. It is compared as JSON: neither spaces nor the order of properties count. */
    definition: jsonObject(),
    /** Whether the definition answers calls and messages, or is only kept. Default: `published`. */
    status: z.enum(["published", "draft"]).default("published"),
    /** What the revision changes, for people. Default: nothing. */
    commitMessage: z.string().max(1_000).optional(),
    ...adoptable,
  },
  outputs: {
    ...identity,
    ...adopted,
    /** The number of the latest revision, from 1. */
    revision: z.int(),
    /** The URL that runs the flow: what a number's `voiceUrl` or `smsUrl` is set to. */
    webhookUrl: z.string(),
  },
  id: ["sid"],
  naturalKey: ["friendlyName"],
  replaceOnChanges: [],
  autoname: "friendlyName",
  changesWith: { revision: ["friendlyName", "definition", "status", "commitMessage"] },
}) {}
