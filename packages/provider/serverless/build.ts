import { z } from "zod";
import { identity, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { dependency } from "./dependency.ts";

/**
 * A build: versions of functions and assets put together, ready to be deployed to any environment of the service. It
 * is immutable. Creating one waits until Twilio has completed it; one that failed is made anew by the next update.
 * https://www.twilio.com/docs/serverless/api/resource/build
 */
export class Build extends resource("twilio:serverless:Build", {
  inputs: {
    /** The SID of the service that the build belongs to. */
    serviceSid: sid("ZS", "a serverless service"),
    /** The SIDs of the function versions to put in, up to 50. */
    functionVersions: z.array(sid("ZN", "a function version")).max(50).default([]),
    /** The SIDs of the asset versions to put in, up to 1000 public and 50 private. */
    assetVersions: z.array(sid("ZN", "an asset version")).max(1050).default([]),
    /** The npm packages to install. Twilio adds some of its own: these are not shown. Default: none. */
    dependencies: z.array(dependency).default([]),
    /** The runtime, such as `node22`. Default: Twilio's own. */
    runtime: z
      .string()
      .regex(/^node\d+$/, "must be a runtime such as node22")
      .optional(),
  },
  outputs: {
    ...identity,
    /** `building`, `completed` or `failed`. */
    status: z.string(),
  },
  id: ["serviceSid", "sid"],
  naturalKey: ["serviceSid", "functionVersions", "assetVersions", "dependencies", "runtime"],
  replaceOnChanges: ["serviceSid", "functionVersions", "assetVersions", "dependencies", "runtime"],
  unmanagedWhenUnset: ["runtime"],
  unusableWhen: { status: "failed" },
}) {}
