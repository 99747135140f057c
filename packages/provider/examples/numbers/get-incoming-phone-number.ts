import * as twilio from "@pulumi/twilio";

const main = await twilio.numbers.getIncomingPhoneNumber({ phoneNumber: "+15035550100" });
export const mainSid = main.sid;
