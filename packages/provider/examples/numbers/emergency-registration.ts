import * as twilio from "@pulumi/twilio";

const address = new twilio.numbers.Address("office", {
  customerName: "Example",
  street: "1 Main St",
  city: "Portland",
  region: "OR",
  postalCode: "97201",
  isoCountry: "US",
  emergencyEnabled: true,
});
const number = new twilio.numbers.IncomingPhoneNumber("main", {
  phoneNumber: "+15035550100",
  voiceUrl: "https://example.com/voice",
});
export const registration = new twilio.numbers.EmergencyRegistration("main", {
  phoneNumberSid: number.sid,
  addressSid: address.sid,
});
