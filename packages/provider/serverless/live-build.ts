import { z } from "zod";
import { sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { dependency } from "./dependency.ts";

const publishedAsset = z
  .object({
    assetSid: sid("ZH", "an asset").describe("The SID of the asset."),
    initialVersionSid: sid("ZN", "an asset version").describe(
      "The SID of the version to begin with, when nothing has been published yet.",
    ),
  })
  .meta({ title: "PublishedAsset", description: "An asset whose versions others publish." });

/**
 * What an environment serves while others publish versions of some of its assets: builds and deploys the functions and
 * assets of a program, and takes the assets that are published as the environment serves them at that moment. What was
 * published since is no drift and is never overwritten. Use it in place of a Build and a Deployment.
 * https://www.twilio.com/docs/serverless/api/resource/deployment
 */
export class LiveBuild extends resource("twilio:serverless:LiveBuild", {
  inputs: {
    /** The SID of the service that the environment belongs to. */
    serviceSid: sid("ZS", "a serverless service"),
    /** The SID of the environment that serves it. */
    environmentSid: sid("ZE", "an environment"),
    /** The SIDs of the function versions to serve, up to 50. */
    functionVersions: z.array(sid("ZN", "a function version")).max(50).default([]),
    /** The SIDs of the asset versions to serve that nobody else publishes. */
    assetVersions: z.array(sid("ZN", "an asset version")).max(1050).default([]),
    /** The assets that others publish. Default: none. */
    published: z.array(publishedAsset).default([]),
    /** The npm packages to install. Twilio adds some of its own: these are not shown. Default: none. */
    dependencies: z.array(dependency).default([]),
    /** The runtime, such as `node22`. Default: Twilio's own. */
    runtime: z
      .string()
      .regex(/^node\d+$/, "must be a runtime such as node22")
      .optional(),
  },
  outputs: {
    /** The SID of the build that the environment serves. */
    buildSid: z.string(),
    /** The SID of the account that owns it. */
    accountSid: z.string(),
  },
  id: ["serviceSid", "environmentSid"],
  naturalKey: ["serviceSid", "environmentSid"],
  replaceOnChanges: ["serviceSid", "environmentSid"],
  changesWith: {
    buildSid: ["functionVersions", "assetVersions", "published", "dependencies", "runtime"],
  },
  unmanagedWhenUnset: ["runtime"],
}) {}
