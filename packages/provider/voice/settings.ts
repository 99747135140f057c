import { z } from "zod";
import { resource } from "../declare/resource.ts";

/**
 * Whether an account has the dialing permissions of its parent account. There is one for each account: creating
 * changes it, deleting puts back what was there before. Only subaccounts have something to inherit; set it to false
 * before giving one permissions of its own.
 * https://www.twilio.com/docs/voice/api/dialing-permissions-settings-resource
 */
export class Settings extends resource("twilio:voice:Settings", {
  inputs: {
    /** Whether the permissions of the parent account count instead of the account's own. */
    dialingPermissionsInheritance: z.boolean(),
  },
  outputs: {
    /** The SID of the account. */
    accountSid: z.string(),
    /** What was there before, or when it was imported: deleting puts it back. */
    previous: z.boolean(),
  },
  id: ["accountSid"],
  naturalKey: [],
  replaceOnChanges: [],
}) {}
