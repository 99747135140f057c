import * as twilio from "@pulumi/twilio";
import * as pulumi from "../../pulumi.ts";
import { assets, functions } from "./network.ts";

// As the network's own program: no looking for source maps.
Reflect.deleteProperty(Error, "prepareStackTrace");

/** The service part of the network: functions and assets, the build made of them, and the environments that serve it. */

const service = new twilio.serverless.Service("bench", { uniqueName: "bench", adopt: true });
const inService = { deletedWith: service };
// As in the network: other stacks may serve the build.
const kept = { ...inService, retainOnDelete: true };
const upload = (path: string, visibility: "public" | "protected") => ({
  serviceSid: service.sid,
  friendlyName: `/${path}`,
  path: `/${path}`,
  visibility,
  content: new pulumi.asset.FileAsset(path),
  adopt: true,
});

export const build = new twilio.serverless.Build(
  "bench",
  {
    serviceSid: service.sid,
    functionVersions: functions.map(
      (path) => new twilio.serverless.Function(path, upload(path, "protected"), kept).versionSid,
    ),
    assetVersions: assets.map(
      (path) => new twilio.serverless.Asset(path, upload(path, "public"), kept).versionSid,
    ),
    runtime: "node22",
  },
  kept,
);

/** An environment that serves a build. */
export function environment(name: string, buildSid: pulumi.Input<string>): twilio.serverless.Environment {
  const made = new twilio.serverless.Environment(
    name,
    { serviceSid: service.sid, uniqueName: name, domainSuffix: name, adopt: true },
    inService,
  );
  new twilio.serverless.Deployment(
    name,
    { serviceSid: service.sid, environmentSid: made.sid, buildSid },
    { deletedWith: made },
  );
  return made;
}
