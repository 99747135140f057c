import * as twilio from "@pulumi/twilio";
import type { BundledFile, ServiceBundle } from "../bundle/bundle.ts";
import * as pulumi from "../pulumi.ts";

export interface ReleaseArgs {
  /** SID of the serverless service that serves the functions and assets. */
  serviceSid: pulumi.Input<string>;
  /** What to upload. */
  bundle: ServiceBundle;
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

    const versions = (
      Content: typeof twilio.serverless.Function | typeof twilio.serverless.Asset,
      files: BundledFile[],
    ) =>
      files.map(({ path, visibility, file }) => {
        const content = new pulumi.asset.FileAsset(file);
        const upload = { serviceSid, friendlyName: path, path, visibility, content, adopt: true };
        return new Content(`${name}${path}`, upload, child).versionSid;
      });
    const build = new twilio.serverless.Build(
      name,
      {
        serviceSid,
        functionVersions: versions(twilio.serverless.Function, bundle.functions),
        assetVersions: versions(twilio.serverless.Asset, bundle.assets),
        dependencies: bundle.dependencies,
        runtime: "node22",
      },
      child,
    );

    this.buildSid = build.sid;
    this.registerOutputs({ buildSid: this.buildSid });
  }
}
