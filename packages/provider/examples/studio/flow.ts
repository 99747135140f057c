import * as twilio from "@pulumi/twilio";

export const greeting = new twilio.studio.Flow("greeting", {
  definition: {
    description: "Says hello",
    initial_state: "Trigger",
    flags: { allow_concurrent_calls: true },
    states: [
      {
        name: "Trigger",
        type: "trigger",
        transitions: [{ event: "incomingCall", next: "hello" }],
        properties: {},
      },
      {
        name: "hello",
        type: "say-play",
        transitions: [{ event: "audioComplete" }],
        properties: { say: "Hello" },
      },
    ],
  },
});
