import * as twilio from "@pulumi/twilio";

export const sink = new twilio.events.Sink("errors", {
  description: "Error logs to the team",
  destination: "https://example.com/twilio-events",
});
