import { adoptable, adopted, identity, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { ofService, senderRules } from "./sender.ts";

/**
 * A number of the account among the senders of a messaging service. A number is in one service at most. Deleting takes
 * it out of the service; the account keeps it.
 * https://www.twilio.com/docs/messaging/api/phonenumber-resource
 */
export class PhoneNumber extends resource("twilio:messaging:PhoneNumber", {
  inputs: {
    ...ofService,
    /** The SID of the number. */
    phoneNumberSid: sid("PN", "an incoming phone number"),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  ...senderRules("phoneNumberSid"),
}) {}
