import { describe, expect, it } from "vitest";
import { z } from "zod";
import { unknown } from "./properties/values.ts";
import { invocations } from "./resources.ts";
import { invocationCases } from "./testing/cases/invocations.ts";
import { makeWorld } from "./testing/world.ts";

describe.each(
  invocations.map(({ token, declaration }) => ({ token, declaration, test: invocationCases[token] })),
)("$token", ({ token, declaration, test }) => {
  it("answers what it declares, and changes nothing", async () => {
    const world = await makeWorld();
    const { args, answer } = await test.finds(world);
    world.requests();
    const { result, failures } = await world.engine.invoke(token, args);
    expect(failures).toEqual([]);
    expect(result).toMatchObject(answer);
    expect(z.strictObject({ ...declaration.outputs }).safeParse(result).error).toBeUndefined();
    expect(world.writes()).toEqual([]);
  });

  it("says when there is nothing", async () => {
    const { engine } = await makeWorld();
    const asked = engine.invoke(token, test.misses.args);
    if ("error" in test.misses) await expect(asked).rejects.toThrow(test.misses.error);
    else expect((await asked).result).toEqual(test.misses.answer);
  });

  it("says which argument is none of its own", async () => {
    const { engine } = await makeWorld();
    expect((await engine.invoke(token, { nothing: 1 })).failures.join()).toMatch(/nothing is not a property/);
  });

  it("waits for what is not known yet", async () => {
    const world = await makeWorld();
    const [name = ""] = Object.keys(declaration.inputs);
    expect((await world.engine.invoke(token, { [name]: unknown })).result).toEqual({});
    expect(world.requests()).toEqual([]);
  });
});
