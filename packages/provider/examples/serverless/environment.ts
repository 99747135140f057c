import * as twilio from "@pulumi/twilio";

const service = new twilio.serverless.Service("dialer", { uniqueName: "dialer" });
export const environment = new twilio.serverless.Environment("stage", {
  serviceSid: service.sid,
  uniqueName: "stage",
  domainSuffix: "stage",
});
