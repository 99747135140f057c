import { z } from "zod";
import { adoptable, adopted, identity, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * The user name and password of a phone. Twilio keeps the password hashed: a change of it by hand cannot be seen. A
 * credential that is taken over is given the declared or a new password, and is whose who set the password last.
 * https://www.twilio.com/docs/voice/sip/api/sip-credential-resource
 */
export class Credential extends resource("twilio:sip:Credential", {
  inputs: {
    /** The SID of the credential list that the credential belongs to. */
    credentialListSid: sid("CL", "a credential list"),
    /** The user name, up to 32 characters. */
    username: z
      .string()
      .min(1)
      .max(32)
      .regex(/^[^\s@:"]+$/, 'must hold no white space, @, : or "'),
    /** The password: at least 12 characters with a digit, an upper-case and a lower-case letter. Default: generated. */
    password: z
      .string()
      .min(12, "must be at least 12 characters long")
      .regex(/\d/, "must hold a digit")
      .regex(/[A-Z]/, "must hold an upper-case letter")
      .regex(/[a-z]/, "must hold a lower-case letter")
      .optional(),
    ...adoptable,
  },
  outputs: {
    ...identity,
    ...adopted,
    /** The password, given or generated. Always kept secret. */
    password: z.string(),
    /** When the password was set. One that was set later is somebody else's: a delete then leaves the credential. */
    dateUpdated: z.string(),
  },
  id: ["credentialListSid", "sid"],
  naturalKey: ["credentialListSid", "username"],
  replaceOnChanges: ["credentialListSid", "username"],
  secrets: ["password"],
  writeOnly: ["password"],
  changesWith: { password: ["password"], dateUpdated: ["password"] },
}) {}
