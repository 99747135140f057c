import { z } from "zod";
import { invocation } from "../declare/invocation.ts";
import { sid } from "../declare/properties.ts";

/**
 * Tells of the provider's account, or of one of its subaccounts. It never tells an auth token.
 * https://www.twilio.com/docs/iam/api/account
 */
export const getAccount = invocation("twilio:api:getAccount", {
  inputs: {
    /** The SID of the account. Default: the provider's own. */
    sid: sid("AC", "an account").optional(),
  },
  outputs: {
    /** The SID of the account. */
    sid: z.string(),
    /** The name for people. */
    friendlyName: z.string(),
    /** `active`, `suspended` or `closed`. */
    status: z.string(),
    /** `Trial` or `Full`. */
    type: z.string(),
    /** The SID of the account that owns it; its own when it is no subaccount. */
    ownerAccountSid: z.string(),
  },
});
