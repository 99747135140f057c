import { adoptable, adopted, identity, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { ofService, senderRules } from "./sender.ts";

/**
 * A short code of the account among the senders of a messaging service. Deleting takes it out of the service; the
 * account keeps it.
 * https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 */
export class ShortCode extends resource("twilio:messaging:ShortCode", {
  inputs: {
    ...ofService,
    /** The SID of the short code. */
    shortCodeSid: sid("SC", "a short code"),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  ...senderRules("shortCodeSid"),
}) {}
