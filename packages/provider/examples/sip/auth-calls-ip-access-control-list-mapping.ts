import * as twilio from "@pulumi/twilio";

const domain = new twilio.sip.Domain("phones", {
  domainName: "phones-example.sip.twilio.com",
  voiceUrl: "https://example.com/voice",
});
const offices = new twilio.sip.IpAccessControlList("offices", { friendlyName: "offices" });
export const calls = new twilio.sip.AuthCallsIpAccessControlListMapping("offices", {
  domainSid: domain.sid,
  ipAccessControlListSid: offices.sid,
});
