import * as twilio from "@pulumi/twilio";

const service = new twilio.messaging.Service("news", { friendlyName: "news" });
const number = new twilio.numbers.IncomingPhoneNumber("main", {
  phoneNumber: "+15035550100",
  voiceUrl: "https://example.com/voice",
});
export const sender = new twilio.messaging.PhoneNumber("main", {
  serviceSid: service.sid,
  phoneNumberSid: number.sid,
});
