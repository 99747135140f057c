import { z } from "zod";
import { invocation } from "../declare/invocation.ts";
import { sid } from "../declare/properties.ts";
import { told } from "../declare/told.ts";
import { Domain } from "./domain.ts";

/**
 * Finds a SIP domain of the account by its SID or its name. One that is not there is an error.
 * https://www.twilio.com/docs/voice/sip/api/sip-domain-resource
 */
export const getDomain = invocation("twilio:sip:getDomain", {
  inputs: {
    /** The SID. Default: found by `domainName`. */
    sid: sid("SD", "a SIP domain").optional(),
    /** The name, such as `phones-example.sip.twilio.com`. Default: found by `sid`. */
    domainName: z.string().min(1).optional(),
  },
  outputs: told(Domain),
});
