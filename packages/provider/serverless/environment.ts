import { z } from "zod";
import { adoptable, adopted, identity, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * An environment of a service: a domain of its own with variables and one deployed build. Twilio cannot change an
 * environment; another name or suffix makes a new one with a new domain.
 * https://www.twilio.com/docs/serverless/api/resource/environment
 */
export class Environment extends resource("twilio:serverless:Environment", {
  inputs: {
    /** The SID of the service that the environment belongs to. */
    serviceSid: sid("ZS", "a serverless service"),
    /** The name that tells the environment from the others of its service. */
    uniqueName: z.string().min(1).max(100),
    /** The end of the environment's domain name, before `.twil.io`. Default: none. */
    domainSuffix: z
      .string()
      .max(16)
      .regex(/^[A-Za-z0-9-]*$/, "must hold only letters, digits and -")
      .optional(),
    ...adoptable,
  },
  outputs: {
    ...identity,
    ...adopted,
    /** The domain that the environment answers on, such as `dialer-1234-stage.twil.io`. */
    domainName: z.string(),
  },
  id: ["serviceSid", "sid"],
  naturalKey: ["serviceSid", "uniqueName"],
  alsoUnique: [["serviceSid", "domainSuffix"]],
  replaceOnChanges: ["serviceSid", "uniqueName", "domainSuffix"],
}) {}
