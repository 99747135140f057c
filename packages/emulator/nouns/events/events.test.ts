import twilio from "twilio";
import { expect, test } from "vitest";
import { startEmulator, twilioClient } from "../../index.ts";
import { servePages } from "../../testing/pages.ts";

const destination = "https://example.com/events";
const type = "com.twilio.error-logs.error.logged";

test("a webhook is a sink at once, and stays while a subscription uses it", async () => {
  const emulator = await startEmulator();
  const { sinks, subscriptions } = twilioClient(emulator).events.v1;
  const webhook = { description: "alarms", sinkType: "webhook" } as const;
  const made = await sinks.create({ ...webhook, sinkConfiguration: { destination, method: "POST" } });
  expect(made).toMatchObject({
    status: "active",
    sinkConfiguration: { destination, method: "POST", batch_events: true },
  });
  for (const sinkConfiguration of [
    {},
    { destination: "nowhere", method: "POST" },
    { destination, method: "PUT" },
  ])
    await expect(sinks.create({ ...webhook, sinkConfiguration })).rejects.toMatchObject({ code: 20001 });
  const { sid } = await subscriptions.create({ description: "errors", sinkSid: made.sid, types: [{ type }] });
  const { subscribedEvents } = subscriptions(sid);
  await subscribedEvents.create({ type: "com.twilio.messaging.message.failed", schemaVersion: 3 });
  expect((await subscribedEvents.list()).map((one) => [one.type, one.schemaVersion])).toEqual([
    ["com.twilio.messaging.message.failed", 3],
    [type, 1],
  ]);
  expect(await sinks.list({ inUse: true })).toHaveLength(1);
  await expect(sinks(made.sid).remove()).rejects.toMatchObject({ status: 409 });
  await subscriptions(sid).remove();
  expect(await sinks(made.sid).remove()).toBe(true);
  await emulator.close();
});

test("a subscription needs a sink that is active, and types of events", async () => {
  const emulator = await startEmulator();
  const { sinks, subscriptions } = twilioClient(emulator).events.v1;
  const kinesis = await sinks.create({
    description: "k",
    sinkType: "kinesis",
    sinkConfiguration: { arn: "a" },
  });
  const subscribe = (sinkSid: string, types: object[]) =>
    subscriptions.create({ description: "errors", sinkSid, types });
  await expect(subscribe(kinesis.sid, [{ type }])).rejects.toMatchObject({ code: 20001 });
  await expect(subscribe(`DG${"0".repeat(32)}`, [{ type }])).rejects.toMatchObject({ status: 404 });
  const sinkConfiguration = { destination, method: "POST" };
  const { sid } = await sinks.create({ description: "w", sinkType: "webhook", sinkConfiguration });
  for (const types of [[], [{ type: "nothing" }]])
    await expect(subscribe(sid, types)).rejects.toMatchObject({ code: 20001 });
  await emulator.close();
});

test("what the debugger logs reaches the webhooks that subscribe to it, signed", async () => {
  const emulator = await startEmulator({ allowLocalWebhooks: true });
  const pages = await servePages({ "/events": "" });
  const client = twilioClient(emulator);
  const { sinks, subscriptions } = client.events.v1;
  const sinkConfiguration = { destination: `${pages.url}/events?a=b`, method: "POST" };
  const sink = await sinks.create({ description: "w", sinkType: "webhook", sinkConfiguration });
  await subscriptions.create({ description: "errors", sinkSid: sink.sid, types: [{ type }] });
  await client.incomingPhoneNumbers.create({ phoneNumber: "+15035550100", voiceUrl: `${pages.url}/nowhere` });

  await emulator.call({ from: "+15035550111", to: "+15035550100" });
  await emulator.settled();
  const [request] = pages.requests.filter(({ path }) => path.startsWith("/events"));
  if (!request) throw new Error("no event came");
  expect(JSON.parse(request.body)).toMatchObject([
    {
      specversion: "1.0",
      type,
      data: {
        level: "ERROR",
        error_code: "11200",
        payload: { webhook: { request: { method: "POST", parameters: { From: "+15035550111" } } } },
      },
    },
  ]);
  const url = pages.url + request.target;
  const { authToken } = emulator;
  expect(twilio.validateRequestWithBody(authToken, request.signature ?? "", url, request.body)).toBe(true);
  pages.close();
  await emulator.close();
});
