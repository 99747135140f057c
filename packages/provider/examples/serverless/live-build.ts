import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";

const service = new twilio.serverless.Service("router", { uniqueName: "router" });
const environment = new twilio.serverless.Environment("stage", {
  serviceSid: service.sid,
  uniqueName: "stage",
  domainSuffix: "stage",
});
const route = new twilio.serverless.Function("route", {
  serviceSid: service.sid,
  path: "/route",
  visibility: "protected",
  content: new pulumi.asset.StringAsset(
    "exports.handler = (context, event, callback) => callback(null, Runtime.getAssets()['/routes.json'].open());",
  ),
});
// Administrators publish other versions of it while it runs.
const routes = new twilio.serverless.Asset("routes", {
  serviceSid: service.sid,
  path: "/routes.json",
  visibility: "private",
  content: new pulumi.asset.StringAsset('{ "routes": [] }'),
});
export const live = new twilio.serverless.LiveBuild("stage", {
  serviceSid: service.sid,
  environmentSid: environment.sid,
  functionVersions: [route.versionSid],
  published: [{ assetSid: routes.sid, initialVersionSid: routes.versionSid }],
});
