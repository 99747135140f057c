import * as twilio from "@pulumi/twilio";

const dialer = await twilio.serverless.getService({ uniqueName: "dialer" });
export const serviceSid = dialer.sid;
