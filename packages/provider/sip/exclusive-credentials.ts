import { z } from "zod";
import { sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * Keeps strangers out of a credential list. Nothing at Twilio stands for it: a refresh shows every credential in the
 * list that is not named here, and the next update deletes it. Making it deletes nothing, and so does destroying it.
 * The credentials that are named may be managed by any stack. Naming one no longer deletes nothing either: that is for
 * its own resource to do, in its own time.
 * https://www.twilio.com/docs/voice/sip/api/sip-credential-resource
 */
export class ExclusiveCredentials extends resource("twilio:sip:ExclusiveCredentials", {
  inputs: {
    /** The SID of the credential list. */
    credentialListSid: sid("CL", "a credential list"),
    /** The user names of the credentials that may be in the list, whether they already are or not. */
    usernames: z.array(z.string().min(1).max(32)),
  },
  outputs: {
    /** The SID of the account. */
    accountSid: z.string(),
    /** The user names that the last refresh found without anybody declaring them: the next update deletes these. */
    strangers: z.array(z.string()),
  },
  id: ["credentialListSid"],
  naturalKey: ["credentialListSid"],
  replaceOnChanges: ["credentialListSid"],
  changesWith: { strangers: ["usernames"] },
}) {}
