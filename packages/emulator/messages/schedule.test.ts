import { expect, test } from "vitest";
import { ManualClock, startEmulator, twilioClient } from "../index.ts";

test("a message is sent when its time has come, unless it is canceled", async () => {
  const clock = new ManualClock();
  const emulator = await startEmulator({ clock, messageMs: 0 });
  const client = twilioClient(emulator);
  const number = await client.incomingPhoneNumbers.create({ phoneNumber: "+15035550100" });
  const service = await client.messaging.v1.services.create({ friendlyName: "pages" });
  await client.messaging.v1.services(service.sid).phoneNumbers.create({ phoneNumberSid: number.sid });
  const inMinutes = (minutes: number) => new Date(clock.now() + minutes * 60_000);
  const message = {
    to: "+15035550111",
    body: "wake up",
    messagingServiceSid: service.sid,
    scheduleType: "fixed",
  } as const;
  const kept = await client.messages.create({ ...message, sendAt: inMinutes(20) });
  const dropped = await client.messages.create({ ...message, sendAt: inMinutes(20) });
  expect(kept.status).toBe("scheduled");
  await client.messages(dropped.sid).update({ status: "canceled" });
  const status = async (sid: string) => (await client.messages(sid).fetch()).status;

  clock.advance(19 * 60_000);
  await emulator.messagesSettled();
  expect(await status(kept.sid)).toBe("scheduled");
  clock.advance(60_000);
  await expect.poll(() => status(kept.sid)).toBe("delivered");
  expect(await status(dropped.sid)).toBe("canceled");
  await expect(client.messages(kept.sid).update({ status: "canceled" })).rejects.toMatchObject({
    code: 30409,
  });

  const create = (change: object) => client.messages.create({ ...message, sendAt: inMinutes(20), ...change });
  await expect(create({ sendAt: undefined })).rejects.toMatchObject({ code: 35111 });
  await expect(create({ sendAt: inMinutes(4) })).rejects.toMatchObject({ code: 35114 });
  await expect(create({ sendAt: inMinutes(36 * 24 * 60) })).rejects.toMatchObject({ code: 35114 });
  await expect(create({ messagingServiceSid: undefined, from: number.phoneNumber })).rejects.toMatchObject({
    code: 35118,
  });
  await emulator.close();
});
