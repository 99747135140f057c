import { z } from "zod";
import { invocation } from "../declare/invocation.ts";
import { sid } from "../declare/properties.ts";
import { told } from "../declare/told.ts";
import { Service } from "./service.ts";

/**
 * Finds a service of Twilio Functions by its SID or its name. One that is not there is an error.
 * https://www.twilio.com/docs/serverless/api/resource/service
 */
export const getService = invocation("twilio:serverless:getService", {
  inputs: {
    /** The SID. Default: found by `uniqueName`. */
    sid: sid("ZS", "a service").optional(),
    /** The unique name. Default: found by `sid`. */
    uniqueName: z.string().min(1).optional(),
  },
  outputs: told(Service),
});
