import { z } from "zod";
import { invocation } from "../declare/invocation.ts";
import { sid } from "../declare/properties.ts";
import { told } from "../declare/told.ts";
import { CredentialList } from "./credential-list.ts";

/**
 * Finds a credential list of the account by its SID or its name. One that is not there is an error.
 * https://www.twilio.com/docs/voice/sip/api/sip-credentiallist-resource
 */
export const getCredentialList = invocation("twilio:sip:getCredentialList", {
  inputs: {
    /** The SID. Default: found by `friendlyName`. */
    sid: sid("CL", "a credential list").optional(),
    /** The name. Default: found by `sid`. */
    friendlyName: z.string().min(1).optional(),
  },
  outputs: told(CredentialList),
});
