import * as twilio from "@pulumi/twilio";

const isoCode = "US";
export const exclusive = new twilio.voice.ExclusiveDialingPermissions("home", { isoCodes: [isoCode] });
export const home = new twilio.voice.DialingPermissions(
  isoCode,
  { isoCode, lowRiskNumbersEnabled: true },
  { dependsOn: exclusive },
);
