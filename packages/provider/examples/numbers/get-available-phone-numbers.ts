import * as twilio from "@pulumi/twilio";

const { phoneNumbers } = await twilio.numbers.getAvailablePhoneNumbers({
  areaCode: 503,
  voiceEnabled: true,
  limit: 5,
});
export const choices = phoneNumbers.map(({ phoneNumber }) => phoneNumber);
