import * as twilio from "@pulumi/twilio";

export const unitedStates = new twilio.voice.DialingPermissions("us", {
  isoCode: "US",
  lowRiskNumbersEnabled: true,
});
