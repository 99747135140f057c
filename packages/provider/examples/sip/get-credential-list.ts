import * as twilio from "@pulumi/twilio";

const phones = await twilio.sip.getCredentialList({ friendlyName: "phones" });
export const listSid = phones.sid;
