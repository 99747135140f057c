import type { SinkInstance } from "twilio/lib/rest/events/v1/sink.js";
import { z } from "zod";
import { PAGE_SIZE } from "../client/connection.ts";
import { type Call, handlersOf } from "../lifecycle/handlers.ts";
import { marked, markIn, markOf, nameFor, unmarked } from "../lifecycle/mark.ts";
import { method } from "../properties/wire.ts";
import { Sink } from "./sink.ts";

/** What Twilio tells of a webhook; sinks of other types have nothing of it. */
const configurationSchema = z
  .object({ destination: z.string(), method: z.string(), batch_events: z.boolean() })
  .partial()
  .catch({});

function tell(
  { sid, description, status, sinkConfiguration, dateCreated }: SinkInstance,
  { accountSid }: Call,
) {
  const {
    destination,
    batch_events: batchEvents,
    method: told,
  } = configurationSchema.parse(sinkConfiguration);
  return {
    inputs: {
      description: unmarked(description ?? ""),
      ...(destination !== undefined && { destination, method: method(told) }),
      ...(batchEvents !== undefined && { batchEvents }),
    },
    outputs: { sid, accountSid, status },
    createdAt: dateCreated,
    mark: markIn(description ?? ""),
  };
}

export const sinkHandlers = handlersOf(Sink, {
  within: [],
  sharesKey: true,
  markOf,
  async list(_, call) {
    const all = await call.twilio.events.v1.sinks.list({ pageSize: PAGE_SIZE });
    return all.filter(({ sinkType }) => sinkType === "webhook").map((sink) => tell(sink, call));
  },
  async fetch({ sid }, call) {
    return tell(await call.twilio.events.v1.sinks(sid).fetch(), call);
  },
  async create({ description = "", destination, method, batchEvents }, call) {
    const sinkConfiguration = { destination, method, batch_events: batchEvents };
    const name = marked(description, markOf(call));
    const parameters = { description: name, sinkConfiguration, sinkType: "webhook" } as const;
    return tell(await call.twilio.events.v1.sinks.create(parameters), call);
  },
  async update({ sid }, { inputs: { description = "" }, state }, call) {
    const name = nameFor(description, state, call);
    return tell(await call.twilio.events.v1.sinks(sid).update({ description: name }), call);
  },
  async delete({ sid }, _, { twilio }) {
    await twilio.events.v1.sinks(sid).remove();
  },
});
