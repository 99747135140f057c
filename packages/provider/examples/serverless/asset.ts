import * as pulumi from "@pulumi/pulumi";
import * as twilio from "@pulumi/twilio";

const service = new twilio.serverless.Service("dialer", { uniqueName: "dialer" });
export const greeting = new twilio.serverless.Asset("greeting", {
  serviceSid: service.sid,
  path: "/greeting.txt",
  visibility: "public",
  content: new pulumi.asset.StringAsset("Hello"),
});
