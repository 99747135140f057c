import * as twilio from "@pulumi/twilio";

const service = new twilio.serverless.Service("dialer", { uniqueName: "dialer" });
const environment = new twilio.serverless.Environment("stage", {
  serviceSid: service.sid,
  uniqueName: "stage",
  domainSuffix: "stage",
});
export const trunk = new twilio.serverless.Variable("trunk", {
  serviceSid: service.sid,
  environmentSid: environment.sid,
  key: "TRUNK",
  value: "sip.example.com",
});
