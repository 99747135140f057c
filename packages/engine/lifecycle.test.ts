import pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { testStack } from "./index.ts";
import { TestProvider } from "./testing/provider.ts";
import { Group, Thing } from "./testing/resource.ts";

function makeStack(program: () => unknown = () => {}) {
  const provider = new TestProvider();
  const providers = { test: { service: provider.service } };
  return { provider, stack: testStack({ program, providers, parallel: 3 }) };
}

describe("a stack's life", () => {
  const program = () => {
    const group = new Group("group");
    const a = new Thing("a", { colour: "red", password: pulumi.secret("hunter2") }, { parent: group });
    const b = new Thing("b", { of: a.ref }, { parent: group });
    return { ref: b.ref, secret: a.id.apply((id) => `secret ${id}`) };
  };

  it("goes up, stays the same, refreshes the same, and is destroyed", async () => {
    const { provider, stack } = makeStack(program);
    expect((await stack.preview()).changes).toEqual({ create: 4 });
    expect(provider.worldCalls).toEqual([]);
    expect((await stack.up()).changes).toEqual({ create: 4 });
    expect(provider.world.size).toBe(2);
    expect(stack.outputs.ref).toBe(stack.resource("b").id);
    provider.calls.length = 0;
    expect((await stack.preview()).changes).toEqual({ same: 4 });
    expect((await stack.up()).changes).toEqual({ same: 4 });
    expect(provider.worldCalls).toEqual([]);
    expect((await stack.refresh()).changes).toEqual({ same: 4 });
    expect((await stack.destroy()).changes).toEqual({ delete: 4 });
    expect(provider.world.size).toBe(0);
    expect(stack.resources).toEqual([]);
  });
});

describe("the calls of a run", () => {
  it("are no more at once than asked for, each with its intent on disk, and no more than twice as many intents", async () => {
    const { provider, stack } = makeStack(() => {
      for (let index = 0; index < 12; index++) new Thing(`thing-${index}`);
    });
    let most = 0;
    let running = 0;
    provider.before = async ({ method, urn }) => {
      if (method !== "Create") return;
      most = Math.max(most, ++running);
      const intents = stack.saved.at(-1)?.pendingOperations.map(({ resource }) => resource.urn);
      expect(intents).toContain(urn);
      await new Promise(setImmediate);
      running--;
    };
    await stack.up();
    expect(provider.world.size).toBe(12);
    expect(most).toBe(3);
    expect(Math.max(...stack.saved.map(({ pendingOperations }) => pendingOperations.length))).toBe(6);
  });

  it("do not start once the run has failed, and leave no intent behind", async () => {
    const { provider, stack } = makeStack(() => {
      for (let index = 0; index < 12; index++) new Thing(`thing-${index}`);
    });
    provider.fault = (method) => method === "Create";
    await stack.up({ expectFailure: true });
    expect(provider.worldCalls.length).toBeLessThanOrEqual(3);
    expect(stack.snapshot.pendingOperations).toEqual([]);
  });
});

describe("a resource that its provider wants to have read back before each run", () => {
  it("is read back by an up, without being told to", async () => {
    const { provider, stack } = makeStack(() => {
      new Thing("a", { colour: "red" });
      new Thing("b", { colour: "red" });
    });
    await stack.up();
    const { pendingOperations, resources } = stack.snapshot;
    const asking = resources.map((state) => ({
      ...state,
      refreshBeforeUpdate: state.urn.endsWith("::a") || undefined,
    }));
    const again = testStack({
      ...{ providers: { test: { service: provider.service } }, project: "project", stack: "stack" },
      snapshot: { pendingOperations, resources: asking },
    });
    provider.world.disturb({ a: { colour: "blue" }, b: { colour: "blue" } });
    provider.calls.length = 0;
    const program = () => {
      new Thing("a", { colour: "red" });
      new Thing("b", { colour: "red" });
    };
    expect((await again.up({ program })).changes).toEqual({ same: 2, update: 1 });
    expect(provider.worldCalls.map(({ method, urn }) => `${method} ${urn.split("::").at(-1)}`)).toEqual([
      "Read a",
      "Update a",
    ]);
    expect(again.resource("a").refreshBeforeUpdate).toBe(true);
  });
});

describe("a run that fails", () => {
  it("keeps what was made, says what went wrong, and goes on the next time", async () => {
    const { provider, stack } = makeStack(() => {
      const a = new Thing("a");
      new Thing("b", { of: a.ref });
    });
    provider.fault = (method, name) => method === "Create" && name === "b";
    const failed = await stack.up({ expectFailure: true });
    expect(failed.errors).toEqual(["Create of b was refused"]);
    expect(provider.world.size).toBe(1);
    expect(stack.snapshot.pendingOperations).toEqual([]);
    provider.fault = () => false;
    expect((await stack.up()).changes).toEqual({ same: 2, create: 1 });
  });

  it("keeps a resource that was made but did not become ready, and finishes it the next time", async () => {
    const { provider, stack } = makeStack(() => new Thing("a", { colour: "red" }));
    provider.fault = (method) => (method === "Create" ? "partial" : false);
    await stack.up({ expectFailure: true });
    expect(stack.resource("a").initErrors).toEqual(["not ready"]);
    provider.fault = () => false;
    expect((await stack.up()).changes).toEqual({ same: 1, update: 1 });
    expect(stack.resource("a").initErrors).toEqual([]);
  });

  it("names every property that a provider does not accept", async () => {
    const { provider, stack } = makeStack(() => new Thing("a", { invalid: 1 }));
    const failed = await stack.up({ expectFailure: true });
    expect(failed.errors).toEqual([
      'test:index:Thing "a" is not valid:\n  - property "invalid": may not be given',
    ]);
    expect(provider.worldCalls).toEqual([]);
  });

  it.each(["Check", "Diff"])("names the resource about which a provider refuses a %s", async (refused) => {
    const { provider, stack } = makeStack(() => new Thing("a", { colour: "red" }));
    await stack.up();
    provider.fault = (method) => method === refused;
    const { urn } = stack.resource("a");
    for (const failed of [
      await stack.preview({ expectFailure: true }),
      await stack.up({ expectFailure: true }),
    ]) {
      expect(failed.events).toContainEqual({
        kind: "diagnostic",
        severity: "error",
        urn,
        message: `${refused} of a was refused`,
      });
    }
  });

  it("deletes nothing when the program throws", async () => {
    const { stack, provider } = makeStack(() => new Thing("a"));
    await stack.up();
    const program = () => {
      throw new Error("out of order");
    };
    const failed = await stack.up({ program, expectFailure: true });
    expect(failed.errors.join()).toContain("out of order");
    expect(provider.world.size).toBe(1);
  });

  it("tells why a program failed that lost its connection", async () => {
    const lost = Object.assign(new Error("14 UNAVAILABLE: connection dropped"), { code: 14, metadata: {} });
    const { stack } = makeStack(() => Promise.reject(lost));
    expect((await stack.up({ expectFailure: true })).errors).toEqual([lost.message]);
  });
});
