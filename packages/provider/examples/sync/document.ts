import * as twilio from "@pulumi/twilio";

const service = new twilio.sync.Service("booths", { friendlyName: "booths" });
// What running programs write into it stays as they write it.
export const settings = new twilio.sync.Document(
  "settings",
  { serviceSid: service.sid, uniqueName: "settings", data: { open: true } },
  { ignoreChanges: ["data"] },
);
