import * as twilio from "@pulumi/twilio";

export const service = new twilio.serverless.Service("dialer", {
  uniqueName: "dialer",
  friendlyName: "Dialer",
});
