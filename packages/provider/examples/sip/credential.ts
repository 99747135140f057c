import * as twilio from "@pulumi/twilio";

const list = new twilio.sip.CredentialList("phones", { friendlyName: "phones" });
const booth = new twilio.sip.Credential("booth", { credentialListSid: list.sid, username: "booth" });
export const password = booth.password;
