import { expect, test } from "vitest";
import { ManualClock, startEmulator, twilioClient } from "../../index.ts";

test("documents, lists, maps and their items go when their time is up, unless it was changed", async () => {
  const clock = new ManualClock();
  const emulator = await startEmulator({ clock });
  const { sid } = await twilioClient(emulator).sync.v1.services.create();
  const service = twilioClient(emulator).sync.v1.services(sid);
  const short = await service.documents.create({ ttl: 10 });
  const longer = await service.documents.create({ ttl: 10 });
  const map = await service.syncMaps.create({ uniqueName: "map", ttl: 60 });
  const items = service.syncMaps(map.sid).syncMapItems;
  await items.create({ key: "a", data: {}, ttl: 20 });
  await service.documents(longer.sid).update({ ttl: 100 });
  expect(short.dateExpires).toEqual(new Date(clock.now() + 10_000));

  clock.advance(10_000);
  await expect.poll(() => service.documents.list()).toMatchObject([{ sid: longer.sid }]);
  expect(await items.list()).toHaveLength(1);
  clock.advance(10_000);
  await expect.poll(() => items.list()).toEqual([]);
  clock.advance(40_000);
  await expect.poll(() => service.syncMaps.list()).toEqual([]);
  await emulator.close();
});
