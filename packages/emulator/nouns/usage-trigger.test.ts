import twilio from "twilio";
import { expect, test } from "vitest";
import { ManualClock, startEmulator, twilioClient } from "../index.ts";
import { servePages } from "../testing/pages.ts";

test("a usage trigger counts an offset from what is used, and watches usage unless told otherwise", async () => {
  const emulator = await startEmulator();
  const { triggers } = twilioClient(emulator).usage;
  const callbackUrl = "https://example.com/alarm";
  const made = await triggers.create({ callbackUrl, usageCategory: "calls", triggerValue: "+30" });
  expect(made).toMatchObject({
    triggerValue: "30",
    currentValue: "0",
    triggerBy: "usage",
    recurring: "alltime",
  });
  const monthly = { recurring: "monthly", triggerBy: "price" } as const;
  const other = await triggers.create({ callbackUrl, usageCategory: "calls", triggerValue: "5", ...monthly });
  expect(other).toMatchObject({ triggerValue: "5", ...monthly });
  expect(await triggers(other.sid).remove()).toBe(true);
  expect((await triggers.list()).map(({ sid }) => sid)).toEqual([made.sid]);
  await emulator.close();
});

test("a usage trigger rings once in each period, signed", async () => {
  const pages = await servePages({ "/alarm": "" });
  const clock = new ManualClock("2026-03-10T12:00:00Z");
  const emulator = await startEmulator({ clock, messageMs: 0, allowLocalWebhooks: true });
  const client = twilioClient(emulator);
  const { phoneNumber: from } = await client.incomingPhoneNumbers.create({ phoneNumber: "+15035550100" });
  const send = async () => {
    await client.messages.create({ from, to: "+15035550111", body: "hi" });
    await emulator.settled();
  };
  const callbackUrl = `${pages.url}/alarm`;
  const { sid } = await client.usage.triggers.create({
    callbackUrl,
    usageCategory: "sms",
    triggerValue: "2",
    recurring: "daily",
  });
  await send();
  expect(pages.requests).toEqual([]);
  await send();
  await send();
  const [alarm] = pages.requests;
  expect(alarm?.params).toEqual({
    AccountSid: emulator.accountSid,
    UsageTriggerSid: sid,
    Recurring: "daily",
    UsageCategory: "sms",
    TriggerBy: "usage",
    TriggerValue: "2",
    CurrentValue: "2",
    DateFired: "Tue, 10 Mar 2026 12:00:00 +0000",
    IdempotencyToken: expect.stringContaining(sid),
  });
  const { signature = "", params = {} } = alarm ?? {};
  expect(twilio.validateRequest(emulator.authToken, signature, callbackUrl, params)).toBe(true);
  expect((await client.usage.triggers(sid).fetch()).dateFired).toEqual(new Date(clock.now()));
  expect(pages.requests).toHaveLength(1);

  clock.advance(24 * 60 * 60 * 1000);
  await send();
  expect(pages.requests).toHaveLength(1);
  await send();
  expect(pages.requests.map(({ params }) => params.CurrentValue)).toEqual(["2", "2"]);
  pages.close();
  await emulator.close();
});

test("a usage trigger whose callback fails is in the debugger's log", async () => {
  const emulator = await startEmulator({ messageMs: 0 });
  const client = twilioClient(emulator);
  const { sid } = await client.usage.triggers.create({
    callbackUrl: "https://example.com/alarm",
    usageCategory: "phonenumbers",
    triggerValue: "1",
  });
  await client.incomingPhoneNumbers.create({ phoneNumber: "+15035550100" });
  await emulator.settled();
  expect(await client.monitor.v1.alerts.list()).toMatchObject([{ errorCode: "11200", resourceSid: sid }]);
  await emulator.close();
});
