import * as twilio from "@pulumi/twilio";

export const address = new twilio.numbers.Address("office", {
  customerName: "Example",
  street: "1 Main St",
  city: "Portland",
  region: "OR",
  postalCode: "97201",
  isoCountry: "US",
  emergencyEnabled: true,
});
