import * as twilio from "@pulumi/twilio";

const offices = new twilio.sip.IpAccessControlList("offices", { friendlyName: "offices" });
export const portland = new twilio.sip.IpAddress("portland", {
  ipAccessControlListSid: offices.sid,
  ipAddress: "203.0.113.0",
  cidrPrefixLength: 24,
});
