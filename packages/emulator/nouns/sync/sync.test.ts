import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator, twilioClient } from "../../index.ts";
import { send } from "../../testing/request.ts";

describe("Sync", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());
  const service = () => twilioClient(emulator).sync.v1.services("default");

  describe("documents", () => {
    it("are changed by one of two who read the same revision; the other is told", async () => {
      const { revision } = await service().documents.create({ uniqueName: "rota", data: { on: "nobody" } });
      const take = (on: string) => service().documents("rota").update({ data: { on }, ifMatch: revision });
      const results = await Promise.allSettled([take("alice"), take("bob")]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const refused = results.find((result) => result.status === "rejected");
      expect(refused?.reason).toMatchObject({ status: 412, code: 54103 });
      const { data, revision: now } = await service().documents("rota").fetch();
      expect(["alice", "bob"]).toContain(data.on);
      expect(now).not.toBe(revision);
      await expect(service().documents("rota").update({ data: {}, ifMatch: now })).resolves.toBeDefined();
    });

    it("are answered with an ETag that If-Match takes, and so are items", async () => {
      const path = "sync.twilio.com/v1/Services/default";
      await send(emulator, `${path}/Documents`, { form: { UniqueName: "rota", Data: "{}" } });
      const { headers } = await send(emulator, `${path}/Documents/rota`);
      const etag = headers.get("etag") ?? "";
      expect(etag).toBe('"0"');
      const change = () =>
        send(emulator, `${path}/Documents/rota`, {
          form: { Data: '{"on":"ada"}' },
          headers: { "if-match": etag },
        });
      const changed = await change();
      expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"1"']);
      expect(await change()).toMatchObject({ status: 412, body: { code: 54103 } });

      await send(emulator, `${path}/Maps`, { form: { UniqueName: "phones" } });
      const item = await send(emulator, `${path}/Maps/phones/Items`, { form: { Key: "a", Data: "{}" } });
      expect(item.headers.get("etag")).toBe('"0"');
      const stale = { form: { Data: "{}" }, headers: { "if-match": '"7"' } };
      expect(await send(emulator, `${path}/Maps/phones/Items/a`, stale)).toMatchObject({
        status: 412,
        body: { code: 54205 },
      });
    });

    it("have a name of their own", async () => {
      await service().documents.create({ uniqueName: "rota" });
      await expect(service().documents.create({ uniqueName: "rota" })).rejects.toMatchObject({
        status: 409,
        code: 54301,
      });
    });

    it("hold 16 KiB, counted in bytes", async () => {
      const fill = (character: string, count: number) =>
        service().documents.create({ data: { text: character.repeat(count) } });
      await expect(fill("x", 16 * 1024 - 11)).resolves.toBeDefined();
      await expect(fill("x", 16 * 1024 - 10)).rejects.toMatchObject({ code: 20001 });
      await expect(fill("é", 10_000)).rejects.toMatchObject({ code: 20001 });
    });
  });

  describe("lists", () => {
    it("keep their items in order, and number them onward after one was deleted", async () => {
      await service().syncLists.create({ uniqueName: "audit" });
      const { syncListItems } = service().syncLists("audit");
      for (const what of ["a", "b", "c"]) await syncListItems.create({ data: { what } });
      await syncListItems(2).remove();
      expect((await syncListItems.create({ data: { what: "d" } })).index).toBe(3);
      const order = async (options: object) => (await syncListItems.list(options)).map(({ index }) => index);
      expect(await order({})).toEqual([0, 1, 3]);
      expect(await order({ order: "desc", pageSize: 2 })).toEqual([3, 1, 0]);
      expect(await order({ from: "1", bounds: "exclusive" })).toEqual([3]);
      expect(await order({ from: "1", order: "desc" })).toEqual([1, 0]);
      expect((await service().syncLists("audit").fetch()).revision).toBe("5");
    });

    it("refuse a change of an item that has changed", async () => {
      await service().syncLists.create({ uniqueName: "audit" });
      const { syncListItems } = service().syncLists("audit");
      const { revision } = await syncListItems.create({ data: { what: "a" } });
      await syncListItems(0).update({ data: { what: "b" } });
      const stale = { status: 412, code: 54155 };
      await expect(syncListItems(0).update({ data: {}, ifMatch: revision })).rejects.toMatchObject(stale);
      await expect(syncListItems(0).remove({ ifMatch: revision })).rejects.toMatchObject(stale);
      expect((await syncListItems(0).fetch()).data).toEqual({ what: "b" });
    });
  });

  describe("maps", () => {
    it("keep their items by key, each key once, in the order of keys", async () => {
      await service().syncMaps.create({ uniqueName: "members" });
      const { syncMapItems } = service().syncMaps("members");
      for (const key of ["b", "a", "+15035550100"]) await syncMapItems.create({ key, data: { key } });
      await expect(syncMapItems.create({ key: "a", data: {} })).rejects.toMatchObject({
        status: 409,
        code: 54208,
      });
      const keys = (await syncMapItems.list({ pageSize: 1 })).map(({ key }) => key);
      expect(keys).toEqual(["+15035550100", "a", "b"]);
      expect((await syncMapItems("+15035550100").fetch()).data).toEqual({ key: "+15035550100" });
      await syncMapItems("a").update({ data: { on: true }, ifMatch: "0" });
      await expect(syncMapItems("a").update({ data: {}, ifMatch: "0" })).rejects.toMatchObject({
        status: 412,
      });
      await syncMapItems("a").remove({ ifMatch: "1" });
      expect(await syncMapItems.list()).toHaveLength(2);
    });

    it("go with all their items", async () => {
      const { sid } = await service().syncMaps.create({});
      await service().syncMaps(sid).syncMapItems.create({ key: "a", data: {} });
      await service().syncMaps(sid).remove();
      await expect(service().syncMaps(sid).syncMapItems.list()).rejects.toMatchObject({ code: 20404 });
    });
  });
});
