import * as twilio from "@pulumi/twilio";

const sink = new twilio.events.Sink("errors", {
  description: "Error logs to the team",
  destination: "https://example.com/twilio-events",
});
export const subscription = new twilio.events.Subscription("errors", {
  description: "Error logs",
  sinkSid: sink.sid,
  types: [{ type: "com.twilio.error-logs.error.logged" }],
});
