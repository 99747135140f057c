import type { Fault } from "@dialer/emulator";
import { describe, expect, it } from "vitest";
import { resources } from "./resources.ts";
import { cases } from "./testing/cases.ts";
import { makeWorld } from "./testing/world.ts";

const tokens = resources.map(({ token }) => token);

const faults: Record<string, Fault> = {
  "is told to come back later": { status: 429, headers: { "Retry-After": "0" }, count: 3 },
  "fails before it happens": { status: 503, count: 2 },
  "fails after it happened": { status: 500, effect: true, count: 1 },
  "breaks before it happens": { drop: "before", count: 2 },
  "breaks after it happened": { drop: "after", count: 1 },
  "breaks after it happened and shows up late": { drop: "after", lag: { looks: 2 }, count: 1 },
};

describe.each(Object.entries(faults))("a request that %s", (_, fault) => {
  it.each(tokens)("makes exactly one %s", async (token) => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    world.emulator.faults.add({ method: "POST", ...fault });
    const made = await world.engine.create(token, args);
    const id = made.id.split("/");
    world.emulator.faults.clear();
    expect(await cases[token].look(world, id)).toBeTruthy();
    expect(await cases[token].all(world, id)).toHaveLength(1);
    const refreshed = await (await world.another()).read(made);
    expect(await world.engine.diff(refreshed ?? made, args)).toMatchObject({ kinds: {} });
  });

  it.each(tokens)("changes what it should of %s", async (token) => {
    const world = await makeWorld();
    const args = await cases[token].args(world);
    const changes = Object.entries(await cases[token].changes(world));
    const fixed: readonly string[] =
      resources.find((one) => one.token === token)?.declaration.replaceOnChanges ?? [];
    const change = changes.find(([name]) => !fixed.includes(name));
    if (change === undefined) return; // Nothing of it can change.
    const made = await world.engine.create(token, args);
    const wanted = { ...args, [change[0]]: change[1] };
    world.emulator.faults.add({ method: "POST", ...fault });
    const updated = await world.engine.update(made, wanted);
    world.emulator.faults.clear();
    const refreshed = await (await world.another()).read(updated);
    expect(await world.engine.diff(refreshed ?? updated, wanted)).toMatchObject({ kinds: {} });
  });

  it.each(tokens.filter((token) => !cases[token].standsForNothing))("deletes %s", async (token) => {
    const world = await makeWorld();
    const made = await world.engine.create(token, await cases[token].args(world));
    world.emulator.faults.add({ method: "DELETE", ...fault });
    await world.engine.delete(made);
    await expect(cases[token].look(world, made.id.split("/"))).rejects.toMatchObject({ status: 404 });
  });
});

describe("reads", () => {
  it.each(Object.entries(faults))("are repeated when one %s", async (_, fault) => {
    const world = await makeWorld();
    const made = await world.engine.create("twilio:sip:Domain", await cases["twilio:sip:Domain"].args(world));
    world.emulator.faults.add({ method: "GET", ...fault });
    expect(await (await world.another()).read(made)).toMatchObject({ id: made.id });
  });

  it("never take what a failing Twilio does not show for gone", async () => {
    const world = await makeWorld();
    const made = await world.engine.create("twilio:sip:Domain", await cases["twilio:sip:Domain"].args(world));
    world.emulator.faults.add({ method: "GET", status: 500 });
    await expect((await world.another()).read(made)).rejects.toThrow(/500/);
  });
});
