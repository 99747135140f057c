import { z } from "zod";
import { adoptable, adopted, friendlyName, identity, MARK_LENGTH } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A service of Twilio Functions and Assets: the home of functions, assets, builds and environments.
 * https://www.twilio.com/docs/serverless/api/resource/service
 */
export class Service extends resource("twilio:serverless:Service", {
  inputs: {
    /** The name that tells the service from all others of the account, and begins the domains of its environments. */
    uniqueName: z
      .string()
      .min(1)
      .max(50)
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
        "must begin with a letter or digit and hold only letters, digits, - and _",
      ),
    /** A name for people, up to 233 characters: the mark of the resource takes the rest. Default: named after the resource. */
    friendlyName: friendlyName(255 - MARK_LENGTH).optional(),
    /** Whether functions are given the account's credentials in their context. Default: true. */
    includeCredentials: z.boolean().default(true),
    /** Whether the service may be edited in the Twilio console. Default: false. */
    uiEditable: z.boolean().default(false),
    ...adoptable,
  },
  outputs: {
    ...identity,
    ...adopted,
    /** What the domains of the service's environments begin with. */
    domainBase: z.string(),
  },
  id: ["sid"],
  naturalKey: ["uniqueName"],
  replaceOnChanges: ["uniqueName"],
  autoname: "friendlyName",
}) {}
