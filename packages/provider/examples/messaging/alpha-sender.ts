import * as twilio from "@pulumi/twilio";

const service = new twilio.messaging.Service("news", { friendlyName: "news" });
export const sender = new twilio.messaging.AlphaSender("news", {
  serviceSid: service.sid,
  alphaSender: "EXAMPLE",
});
