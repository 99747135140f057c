import { z } from "zod";
import {
  adoptable,
  adopted,
  friendlyName,
  identity,
  MARK_LENGTH,
  webhookUrl,
} from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A Sync service: the home of documents, lists and maps that running programs share.
 * https://www.twilio.com/docs/sync/api/service
 */
export class Service extends resource("twilio:sync:Service", {
  inputs: {
    /** A name for people. Default: named after the resource. */
    friendlyName: friendlyName(255 - MARK_LENGTH).optional(),
    /** The URL that is told of changes. Default: none. */
    webhookUrl: webhookUrl(),
    /** Whether `webhookUrl` is told of changes made through the REST API too. Default: false. */
    webhooksFromRestEnabled: z.boolean().default(false),
    /** Whether `webhookUrl` is told when clients come and go. Default: false. */
    reachabilityWebhooksEnabled: z.boolean().default(false),
    /** Whether it is told only of clients that stay away for a while. Default: false. */
    reachabilityDebouncingEnabled: z.boolean().default(false),
    /** That while, in milliseconds, from 1,000 to 30,000. Default: 5000. */
    reachabilityDebouncingWindow: z.int().min(1_000).max(30_000).default(5_000),
    /** Whether clients need a permission for each object. Default: false. */
    aclEnabled: z.boolean().default(false),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["sid"],
  naturalKey: ["friendlyName"],
  replaceOnChanges: [],
  autoname: "friendlyName",
}) {}
