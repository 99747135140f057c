import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";

const service = new twilio.serverless.Service("dialer", { uniqueName: "dialer" });
const environment = new twilio.serverless.Environment("stage", {
  serviceSid: service.sid,
  uniqueName: "stage",
  domainSuffix: "stage",
});
const hello = new twilio.serverless.Function("hello", {
  serviceSid: service.sid,
  path: "/hello",
  visibility: "public",
  content: new pulumi.asset.StringAsset(
    "exports.handler = (context, event, callback) => callback(null, 'Hello');",
  ),
});
const build = new twilio.serverless.Build("dialer", {
  serviceSid: service.sid,
  functionVersions: [hello.versionSid],
});
export const deployment = new twilio.serverless.Deployment("stage", {
  serviceSid: service.sid,
  environmentSid: environment.sid,
  buildSid: build.sid,
});
