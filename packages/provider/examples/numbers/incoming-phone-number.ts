import * as twilio from "@pulumi/twilio";

// A number costs money: protect it from being released by mistake.
export const number = new twilio.numbers.IncomingPhoneNumber(
  "main",
  {
    phoneNumber: "+15035550100",
    voiceUrl: "https://example.com/voice",
  },
  { protect: true },
);
