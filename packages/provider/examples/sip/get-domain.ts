import * as twilio from "@pulumi/twilio";

const phones = await twilio.sip.getDomain({ domainName: "phones-example.sip.twilio.com" });
export const domainSid = phones.sid;
