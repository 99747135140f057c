import { expect, test } from "vitest";
import { startEmulator, twilioClient } from "../../index.ts";
import { send } from "../../testing/request.ts";

test("the Flex configuration keeps what an update does not name, and replaces what it names", async () => {
  const emulator = await startEmulator();
  const account_sid = emulator.accountSid;
  const target = "flex-api.twilio.com/v1/Configuration";
  const client = twilioClient(emulator).flexApi.v1.configuration();
  expect((await client.fetch()).uiAttributes).toEqual({});
  await send(emulator, target, { json: { account_sid, ui_attributes: { a: { b: 1 }, c: "" } } });
  await send(emulator, target, { json: { account_sid, call_recording_enabled: true } });
  expect(await client.fetch()).toMatchObject({
    uiAttributes: { a: { b: 1 }, c: "" },
    callRecordingEnabled: true,
  });
  await send(emulator, target, { json: { account_sid, ui_attributes: { d: [null] } } });
  expect((await client.fetch()).uiAttributes).toEqual({ d: [null] });
  const stranger = await send(emulator, target, { json: { account_sid: `AC${"0".repeat(32)}` } });
  expect(stranger.status).toBe(400);
  await emulator.close();
});
