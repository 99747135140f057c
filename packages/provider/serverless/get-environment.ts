import { z } from "zod";
import { invocation } from "../declare/invocation.ts";
import { sid } from "../declare/properties.ts";
import { told } from "../declare/told.ts";
import { Environment } from "./environment.ts";

/**
 * Finds an environment of a service by its SID or its name. One that is not there is an error.
 * https://www.twilio.com/docs/serverless/api/resource/environment
 */
export const getEnvironment = invocation("twilio:serverless:getEnvironment", {
  inputs: {
    /** The SID of the service that the environment belongs to. */
    serviceSid: sid("ZS", "a service"),
    /** The SID. Default: found by `uniqueName`. */
    sid: sid("ZE", "an environment").optional(),
    /** The unique name. Default: found by `sid`. */
    uniqueName: z.string().min(1).optional(),
  },
  outputs: told(Environment),
});
