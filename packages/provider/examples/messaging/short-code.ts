import * as twilio from "@pulumi/twilio";

const service = new twilio.messaging.Service("news", { friendlyName: "news" });
export const sender = new twilio.messaging.ShortCode("alerts", {
  serviceSid: service.sid,
  shortCodeSid: "SC00000000000000000000000000000000",
});
