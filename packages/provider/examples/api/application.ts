import * as twilio from "@pulumi/twilio";

export const softphone = new twilio.api.Application("softphone", {
  voiceUrl: "https://example.com/voice",
  statusCallback: "https://example.com/status",
});
