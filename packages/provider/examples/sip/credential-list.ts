import * as twilio from "@pulumi/twilio";

export const list = new twilio.sip.CredentialList("phones", { friendlyName: "phones" });
