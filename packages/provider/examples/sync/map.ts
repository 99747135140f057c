import * as twilio from "@pulumi/twilio";

const service = new twilio.sync.Service("booths", { friendlyName: "booths" });
export const presence = new twilio.sync.Map("presence", { serviceSid: service.sid, uniqueName: "presence" });
