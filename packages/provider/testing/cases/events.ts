import type { World } from "../world.ts";
import type { Case } from "./case.ts";

const logged = "com.twilio.error-logs.error.logged";

const sink = async ({ twilio }: World) =>
  (
    await twilio.events.v1.sinks.create({
      description: "parent",
      sinkConfiguration: { destination: "https://example.com/events", method: "POST" },
      sinkType: "webhook",
    })
  ).sid;

/** The cases of Event Streams. */
export const eventsCases = {
  "twilio:events:Sink": {
    args: async () => ({ description: "alarms", destination: "https://example.com/events" }),
    changes: async () => ({
      description: "errors",
      destination: "https://example.com/other",
      method: "GET",
      batchEvents: false,
    }),
    look: ({ twilio }, [sid = ""]) => twilio.events.v1.sinks(sid).fetch(),
    all: ({ twilio }) => twilio.events.v1.sinks.list(),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.events.v1.sinks(sid).update({ description: "meddled" });
      return "description";
    },
  },
  "twilio:events:Subscription": {
    args: async (world) => ({
      description: "errors",
      sinkSid: await sink(world),
      types: [{ type: logged, schemaVersion: 1 }],
    }),
    changes: async () => ({
      description: "errors and messages",
      sinkSid: `DG${"0".repeat(32)}`,
      types: [
        { type: "com.twilio.messaging.message.failed", schemaVersion: 1 },
        { type: logged, schemaVersion: 2 },
      ],
    }),
    look: ({ twilio }, [sid = ""]) => twilio.events.v1.subscriptions(sid).fetch(),
    all: ({ twilio }) => twilio.events.v1.subscriptions.list(),
    writes: 1,
    canBeMadeTwice: true,
    async meddle({ twilio }, [sid = ""]) {
      await twilio.events.v1.subscriptions(sid).subscribedEvents(logged).update({ schemaVersion: 2 });
      return "types";
    },
  },
} satisfies Record<string, Case>;
