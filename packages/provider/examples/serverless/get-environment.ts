import * as twilio from "@pulumi/twilio";

const { sid: serviceSid } = await twilio.serverless.getService({ uniqueName: "dialer" });
const stage = await twilio.serverless.getEnvironment({ serviceSid, uniqueName: "stage" });
export const domainName = stage.domainName;
