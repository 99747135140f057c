import * as twilio from "@pulumi/twilio";

const key = new twilio.api.Key("console", { friendlyName: "console" });
export const keySid = key.sid;
export const keySecret = key.secret;
