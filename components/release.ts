import * as twilio from "@pulumi/twilio";
import type { BundledFile, ServiceBundle } from "../bundle/bundle.ts";
import * as pulumi from "../pulumi.ts";

export interface ReleaseArgs {
  /** SID of the serverless service that serves the functions and assets. */
  serviceSid: pulumi.Input<string>;
  /** What to upload. */
  bundle: ServiceBundle;
}

/** The runtime of all functions. */
export const runtime = "node22";

/** Uploads the functions and assets of a bundle to a service. */
export function upload(
  name: string,
  { serviceSid, bundle }: ReleaseArgs,
  opts: pulumi.CustomResourceOptions,
) {
  const args = ({ path, visibility, file }: BundledFile) => {
    const content = new pulumi.asset.FileAsset(file);
    return { serviceSid, friendlyName: path, path, visibility, content, adopt: true };
  };
  const { Asset, Function: Code } = twilio.serverless;
  return {
    functions: bundle.functions.map((file) => new Code(`${name}${file.path}`, args(file), opts)),
    assets: bundle.assets.map((file) => new Asset(`${name}${file.path}`, args(file), opts)),
  };
}

/**
 * The functions and assets of one service in their current versions, and the build made of them.
 *
 * All of it is retained on delete and none of it protected: environments of other stacks may serve the build, Twilio
 * refuses to delete what is served, and a protected build could not be replaced.
 */
export class Release extends pulumi.ComponentResource {
  /** SID of the build; changes when any function or asset does. */
  readonly buildSid: pulumi.Output<string>;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialer:components:Release", name, {}, opts);
    const { serviceSid, bundle } = args;
    const child = { parent: this, retainOnDelete: true };

    const { functions, assets } = upload(name, args, child);
    const build = new twilio.serverless.Build(
      name,
      {
        serviceSid,
        functionVersions: functions.map(({ versionSid }) => versionSid),
        assetVersions: assets.map(({ versionSid }) => versionSid),
        dependencies: bundle.dependencies,
        runtime,
      },
      child,
    );

    this.buildSid = build.sid;
    this.registerOutputs({ buildSid: this.buildSid });
  }
}
