import { expect, it } from "vitest";
import { makeWorld } from "../testing/world.ts";

const sinkToken = "twilio:events:Sink";
const token = "twilio:events:Subscription";
const logged = { type: "com.twilio.error-logs.error.logged" };
const failed = { type: "com.twilio.messaging.message.failed" };

it("changes the types that differ, and no others, also when an answer is lost", async () => {
  const world = await makeWorld();
  const sink = await world.engine.create(sinkToken, { destination: "https://example.com/events" });
  const args = { sinkSid: sink.state.sid, types: [logged] };
  const made = await world.engine.create(token, args);
  world.requests();
  world.emulator.faults.add({ method: "POST", drop: "after", count: 1 });
  const both = { ...args, types: [failed, logged] };
  const changed = await world.engine.update(made, both);
  expect(world.writes()).toEqual(["POST /v1/Subscriptions/*/SubscribedEvents"]);
  const refreshed = await (await world.another()).read(changed);
  expect(await world.engine.diff(refreshed ?? changed, both)).toMatchObject({ some: false });
  await world.engine.update(changed, { ...args, types: [failed] });
  expect(world.writes()).toEqual([
    "DELETE /v1/Subscriptions/*/SubscribedEvents/com.twilio.error-logs.error.logged",
  ]);
});

it("lets Twilio choose a version that nobody declares", async () => {
  const world = await makeWorld();
  const sink = await world.engine.create(sinkToken, { destination: "https://example.com/events" });
  const args = { sinkSid: sink.state.sid, types: [logged] };
  const made = await world.engine.create(token, args);
  const subscription = world.twilio.events.v1.subscriptions(made.id);
  await subscription.subscribedEvents(logged.type).update({ schemaVersion: 2 });
  const refreshed = await (await world.another()).read(made);
  expect(refreshed?.inputs.types).toEqual([logged]);
});
