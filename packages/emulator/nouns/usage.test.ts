import { expect, test } from "vitest";
import { ManualClock, startEmulator, twilioClient } from "../index.ts";

test("usage records count calls, messages and numbers, by period", async () => {
  const clock = new ManualClock("2026-03-10T12:00:00Z");
  const emulator = await startEmulator({ clock, messageMs: 0 });
  const client = twilioClient(emulator);
  const { phoneNumber: from } = await client.incomingPhoneNumbers.create({ phoneNumber: "+15035550100" });
  const to = "+15035550111";
  clock.advance(24 * 60 * 60 * 1000);
  const twiml = '<Response><Pause length="90"/></Response>';
  const { sid } = await client.calls.create({ to, from, twiml });
  await emulator.trace(sid);
  await client.messages.create({ to, from, body: "hi" });
  await emulator.messagesSettled();

  const records = await client.usage.records.list();
  const of = (category: string) => records.find((record) => record.category === category);
  expect(of("calls")).toMatchObject({ count: "1", usage: "2", usageUnit: "minutes" });
  expect(of("calls-inbound")).toMatchObject({ count: "0" });
  expect(of("sms-outbound")).toMatchObject({ count: "1" });
  expect(of("phonenumbers")).toMatchObject({ count: "1" });
  expect(await client.usage.records.today.list({ category: "phonenumbers" })).toMatchObject([{ count: "0" }]);
  expect(await client.usage.records.yesterday.list({ category: "phonenumbers" })).toMatchObject([
    { count: "1" },
  ]);
  const trigger = await client.usage.triggers.create({
    callbackUrl: "https://example.com/alarm",
    usageCategory: "calls",
    triggerValue: "5",
  });
  expect(trigger.currentValue).toBe("2");
  await emulator.close();
});
