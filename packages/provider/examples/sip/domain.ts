import * as twilio from "@pulumi/twilio";

export const domain = new twilio.sip.Domain("phones", {
  domainName: "phones-example.sip.twilio.com",
  voiceUrl: "https://example.com/voice",
  sipRegistration: true,
});
