import { z } from "zod";
import { adoptable, adopted } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * One key under `ui_attributes` of the account's Flex configuration, where plugins find their settings. All other keys
 * stay as they are, and deleting removes this one alone. Twilio replaces `ui_attributes` as a whole and knows no
 * revision: keys are written one after the other here, but what somebody else writes in the same moment may be lost.
 * https://www.twilio.com/docs/flex/developer/config/flex-configuration-rest-api
 */
export class ConfigurationKey extends resource("twilio:flex:ConfigurationKey", {
  inputs: {
    /** The key. */
    key: z.string().regex(/^[^/]+$/, "must be at least one character, without /"),
    /** The value: anything that JSON can say. */
    value: z.json(),
    ...adoptable,
  },
  outputs: {
    /** The SID of the account. */
    accountSid: z.string(),
    ...adopted,
  },
  id: ["key"],
  naturalKey: ["key"],
  replaceOnChanges: ["key"],
}) {}
