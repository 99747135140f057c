import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";

const service = new twilio.serverless.Service("dialer", { uniqueName: "dialer" });
const hello = new twilio.serverless.Function("hello", {
  serviceSid: service.sid,
  path: "/hello",
  visibility: "public",
  content: new pulumi.asset.StringAsset(
    "exports.handler = (context, event, callback) => callback(null, 'Hello');",
  ),
});
export const build = new twilio.serverless.Build("dialer", {
  serviceSid: service.sid,
  functionVersions: [hello.versionSid],
  dependencies: [{ name: "twilio", version: "6.0.0" }],
});
