import type { Case } from "./case.ts";

/** A flow that says something and hangs up. */
const saying = (say: string) => ({
  description: "A flow",
  initial_state: "Trigger",
  flags: { allow_concurrent_calls: true },
  states: [
    {
      name: "Trigger",
      type: "trigger",
      transitions: [{ event: "incomingCall", next: "say" }, { event: "incomingMessage" }],
      properties: { offset: { x: 0, y: 0 } },
    },
    {
      name: "say",
      type: "say-play",
      transitions: [{ event: "audioComplete" }],
      properties: { say, loop: 1, offset: { x: 0, y: 200 } },
    },
  ],
});

/** The cases of Studio. */
export const studioCases = {
  "twilio:studio:Flow": {
    args: async () => ({ friendlyName: "menu", definition: saying("Hello") }),
    changes: async () => ({
      friendlyName: "other menu",
      definition: saying("Good night"),
      status: "draft",
      commitMessage: "says good night",
    }),
    look: ({ twilio }, [sid = ""]) => twilio.studio.v2.flows(sid).fetch(),
    all: ({ twilio }) => twilio.studio.v2.flows.list(),
    writes: 2,
    asksInPreview: ["POST /v2/Flows/Validate"],
    canBeMadeTwice: true,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.studio.v2.flows(sid).update({ status: "published", definition: saying("Meddled") });
      return "definition";
    },
  },
} satisfies Record<string, Case>;
