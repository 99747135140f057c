import * as twilio from "@pulumi/twilio";

export const service = new twilio.sync.Service("booths", { friendlyName: "booths" });
