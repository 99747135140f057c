import * as twilio from "@pulumi/twilio";

export const news = new twilio.messaging.Service("news", {
  friendlyName: "news",
  inboundRequestUrl: "https://example.com/sms",
});
