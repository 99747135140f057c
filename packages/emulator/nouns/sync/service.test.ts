import { expect, test } from "vitest";
import { startEmulator, twilioClient } from "../../index.ts";

test("a Sync service waits five seconds for clients unless told otherwise, within Twilio's limits", async () => {
  const emulator = await startEmulator();
  const { services } = twilioClient(emulator).sync.v1;
  const made = await services.create({ friendlyName: "booths" });
  expect(made.reachabilityDebouncingWindow).toBe(5_000);
  const refused = { status: 400, code: 20001 };
  await expect(services.create({ reachabilityDebouncingWindow: 999 })).rejects.toMatchObject(refused);
  await expect(services(made.sid).update({ reachabilityDebouncingWindow: 30_001 })).rejects.toMatchObject(
    refused,
  );
  await emulator.close();
});

test("a Sync document is empty at first, has a name of its own, and holds up to 16 KiB", async () => {
  const emulator = await startEmulator();
  const { documents } = twilioClient(emulator).sync.v1.services("default");
  const { sid, data } = await documents.create({ uniqueName: "settings" });
  expect(data).toEqual({});
  await expect(documents.create({ uniqueName: "settings" })).rejects.toMatchObject({ status: 409 });
  expect((await documents(sid).update({ data: { open: true } })).data).toEqual({ open: true });
  const much = { text: "x".repeat(16_384) };
  await expect(documents(sid).update({ data: much })).rejects.toMatchObject({ status: 400 });
  expect((await documents(sid).fetch()).data).toEqual({ open: true });
  await emulator.close();
});
