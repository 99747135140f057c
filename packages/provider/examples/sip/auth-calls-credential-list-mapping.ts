import * as twilio from "@pulumi/twilio";

const domain = new twilio.sip.Domain("phones", {
  domainName: "phones-example.sip.twilio.com",
  voiceUrl: "https://example.com/voice",
});
const list = new twilio.sip.CredentialList("phones", { friendlyName: "phones" });
export const calls = new twilio.sip.AuthCallsCredentialListMapping("phones", {
  domainSid: domain.sid,
  credentialListSid: list.sid,
});
