import { Buffer } from "node:buffer";
import { z } from "zod";
import { adoptable, adopted, identity, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * A variable of an environment: functions read it from their context. A change reaches the running functions
 * without a deployment.
 * https://www.twilio.com/docs/serverless/api/resource/variable
 */
export class Variable extends resource("twilio:serverless:Variable", {
  inputs: {
    /** The SID of the service that the environment belongs to. */
    serviceSid: sid("ZS", "a serverless service"),
    /** The SID of the environment that the variable belongs to. */
    environmentSid: sid("ZE", "an environment"),
    /** The name of the variable. */
    key: z
      .string()
      .min(1)
      .max(128)
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must begin with a letter or _ and hold only letters, digits and _"),
    /** The value of the variable, up to 450 bytes. Always kept secret. */
    value: z.string().refine((value) => Buffer.byteLength(value) <= 450, "must be at most 450 bytes long"),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  id: ["serviceSid", "environmentSid", "sid"],
  naturalKey: ["serviceSid", "environmentSid", "key"],
  replaceOnChanges: ["serviceSid", "environmentSid", "key"],
  secrets: ["value"],
}) {}
