import * as twilio from "@pulumi/twilio";

const { phoneNumbers } = await twilio.numbers.getIncomingPhoneNumbers({ friendlyName: "booth" });
export const booths = phoneNumbers.map(({ phoneNumber }) => phoneNumber);
