import { describe, expect, it } from "vitest";
import { idOf } from "./lifecycle/state.ts";
import { type Bag, unknown } from "./properties/values.ts";
import { resources } from "./resources.ts";
import { cases } from "./testing/cases.ts";
import { makeWorld } from "./testing/world.ts";

describe.each(resources.map(({ token, declaration }) => ({ token, declaration, test: cases[token] })))(
  "$token",
  ({ token, declaration, test }) => {
    const parts = (id: string) => id.split("/");
    /** Properties with another value of one, without what excludes that. */
    const instead = (args: Bag, name: string, value: unknown): Bag => {
      const others = (declaration.oneOf ?? []).filter((group) => group.some((one) => one === name)).flat();
      const kept = Object.entries(args).filter(([one]) => !others.some((other) => other === one));
      return { ...Object.fromEntries(kept), [name]: value };
    };

    it("is previewed with no request but to validate, with everything unknown that only Twilio can tell", async () => {
      const world = await makeWorld();
      const args = await test.args(world);
      world.requests();
      const { state } = await world.engine.previewCreate(token, args);
      expect(world.requests()).toEqual(test.asksInPreview ?? []);
      for (const name of Object.keys(declaration.outputs)) expect(state[name]).toEqual(args[name] ?? unknown);
      expect(state).toMatchObject(args);
    });

    it("lets unknown inputs through a preview", async () => {
      const world = await makeWorld();
      const args = Object.fromEntries(Object.keys(await test.args(world)).map((name) => [name, unknown]));
      world.requests();
      expect((await world.engine.previewCreate(token, args)).state).toMatchObject(args);
      expect(world.requests()).toEqual([]);
    });

    it("is created with the least writes, as Twilio says itself", async () => {
      const world = await makeWorld();
      const args = await test.args(world);
      world.requests();
      const made = await world.engine.create(token, args);
      expect(world.writes()).toHaveLength(test.writes);
      expect(idOf(declaration, made.state)).toBe(made.id);
      expect(await test.look(world, parts(made.id))).toBeTruthy();
      expect(made.state.accountSid).toBe(world.emulator.accountSid);
      for (const name of Object.keys(declaration.outputs)) expect(made.state[name], name).toBeDefined();
    });

    it("shows no change when nothing changed, before and after a refresh", async () => {
      const world = await makeWorld();
      const args = await test.args(world);
      const made = await world.engine.create(token, args);
      world.requests();
      expect(await world.engine.diff(made, args)).toMatchObject({ some: false, kinds: {} });
      expect(world.requests()).toEqual([]);
      const refreshed = await (await world.another()).read(made);
      expect(refreshed).toMatchObject({ id: made.id, inputs: made.inputs, state: made.state });
      expect(world.writes()).toEqual([]);
    });

    it("changes each property in place or is replaced, as the diff says", async () => {
      const world = await makeWorld();
      const args = await test.args(world);
      const changes = await test.changes(world);
      const changeable = Object.keys(declaration.inputs).filter((name) => name !== "adopt");
      expect(Object.keys(changes).toSorted()).toEqual(changeable.toSorted());
      const made = await world.engine.create(token, args);
      const fixed = declaration.replaceOnChanges as readonly string[];
      for (const [name, value] of Object.entries(changes)) {
        const { some, kinds, replaces } = await world.engine.diff(made, instead(args, name, value));
        expect(some, name).toBe(true);
        expect(
          Object.keys(kinds).every((path) => path.split(/[.[]/)[0] === name),
          name,
        ).toBe(true);
        expect(replaces, name).toEqual(fixed.includes(name) ? [name] : []);
      }
    });

    it("keeps every change in place that an update makes, and can unset it again", async () => {
      const world = await makeWorld();
      const args = await test.args(world);
      const changes = await test.changes(world);
      const made = await world.engine.create(token, args);
      let current = made;
      const exclusive = ["trunkSid", "voiceApplicationSid"]; // Twilio keeps one of the two.
      for (const name of Object.keys(changes)) {
        if ((declaration.replaceOnChanges as readonly string[]).includes(name)) continue;
        const wanted = instead(args, name, changes[name]);
        current = await world.engine.update(current, wanted);
        const refreshed = await (await world.another()).read(current);
        expect(await world.engine.diff(refreshed ?? current, wanted), name).toMatchObject({ kinds: {} });
        expect(current.state[name], name).toEqual(changes[name]);
        if (!exclusive.includes(name)) current = await world.engine.update(current, args);
      }
      const final = await world.engine.update(current, args);
      const refreshed = await (await world.another()).read(final);
      expect(await world.engine.diff(refreshed ?? final, args)).toMatchObject({ kinds: {} });
    });

    it("is imported by its ID, with nothing left to change", async () => {
      const world = await makeWorld();
      const args = await test.args(world);
      const made = await world.engine.create(token, args);
      const imported = await (await world.another()).import(token, made.id);
      if (imported === undefined) throw new Error("the import found nothing");
      const { kinds } = await world.engine.diff(imported, args);
      const unseen = Object.keys(kinds).map((path) => path.split(/[.[]/)[0]);
      expect(unseen.filter((name) => !test.unknownOnImport?.includes(name ?? ""))).toEqual([]);
      expect(imported.state.sid).toBe(made.state.sid);
      const { content = args.content, ...told } = imported.inputs; // A program gives the file, an import its hash.
      const asImported = content === undefined ? told : { ...told, content };
      const { kinds: left } = await world.engine.diff(imported, asImported);
      expect(Object.keys(left).filter((name) => name !== "content")).toEqual([]);
    });

    it("refuses an ID that is not one of its kind", async () => {
      const world = await makeWorld();
      await expect(world.engine.import(token, "a/b/c/d")).rejects.toThrow(
        /"a\/b\/c\/d" is not an ID of twilio:/,
      );
    });

    it.runIf(test.meddle)("shows what was changed by hand, and puts it back", async () => {
      const world = await makeWorld();
      const args = await test.args(world);
      const made = await world.engine.create(token, args);
      const name = await test.meddle?.(world, parts(made.id));
      const refreshed = await (await world.another()).read(made);
      if (refreshed === undefined) throw new Error("the refresh found nothing");
      const { kinds, replaces } = await world.engine.diff(refreshed, args);
      expect(Object.keys(kinds).map((path) => path.split(/[.[]/)[0])).toEqual([name]);
      expect(replaces).toEqual([]);
      const repaired = await world.engine.update(refreshed, args);
      expect(await (await world.another()).read(repaired)).toMatchObject({ inputs: made.inputs });
    });

    it.skipIf(test.standsForNothing)("is gone after a delete, which may be repeated", async () => {
      const world = await makeWorld();
      const made = await world.engine.create(token, await test.args(world));
      await world.engine.delete(made);
      await expect(test.look(world, parts(made.id))).rejects.toMatchObject({ status: 404 });
      expect(await (await world.another()).read(made)).toBeUndefined();
      await world.engine.delete(made);
    });

    it("keeps its secrets secret", async () => {
      const world = await makeWorld();
      const made = await world.engine.create(token, await test.args(world));
      for (const name of declaration.secrets ?? []) expect(made.secrets).toContain(name);
    });

    it("is refused for another account than the state's", async () => {
      const world = await makeWorld();
      const args = await test.args(world);
      const made = await world.engine.create(token, args);
      const stranger = await world.another({ accountSid: `AC${"0".repeat(32)}` });
      world.requests();
      for (const attempt of [
        () => stranger.diff(made, args),
        () => stranger.read(made),
        () => stranger.delete(made),
      ]) {
        await expect(attempt()).rejects.toThrow(/belongs to the account AC/);
      }
      expect(world.requests()).toEqual([]);
    });
  },
);

it("names what it does not have", async () => {
  const world = await makeWorld();
  await expect(world.engine.check("twilio:sip:Nothing", {})).rejects.toThrow(
    /there is no resource twilio:sip:Nothing/,
  );
});
