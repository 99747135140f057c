import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";
import type { ServiceBundle } from "../bundle/bundle.ts";

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

    const functions = bundle.functions.map(
      ({ path, visibility, file }) =>
        new twilio.serverless.Function(
          `${name}${path}`,
          {
            serviceSid,
            friendlyName: path,
            path,
            visibility,
            content: new pulumi.asset.FileAsset(file),
            adopt: true,
          },
          child,
        ),
    );
    const assets = bundle.assets.map(
      ({ path, visibility, file }) =>
        new twilio.serverless.Asset(
          `${name}${path}`,
          {
            serviceSid,
            friendlyName: path,
            path,
            visibility,
            content: new pulumi.asset.FileAsset(file),
            adopt: true,
          },
          child,
        ),
    );
    const build = new twilio.serverless.Build(
      name,
      {
        serviceSid,
        functionVersions: functions.map((each) => each.versionSid),
        assetVersions: assets.map((each) => each.versionSid),
        dependencies: bundle.dependencies,
        runtime: "node22",
      },
      child,
    );

    this.buildSid = build.sid;
    this.registerOutputs({ buildSid: this.buildSid });
  }
}
