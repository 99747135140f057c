import * as twilio from "@pulumi/twilio";

export const offices = new twilio.sip.IpAccessControlList("offices", { friendlyName: "offices" });
