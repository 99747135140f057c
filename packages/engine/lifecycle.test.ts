import pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { testStack } from "./index.ts";
import { TestProvider } from "./testing/provider.ts";
import { Group, Thing } from "./testing/resource.ts";

function makeStack(program: () => unknown = () => {}) {
  const provider = new TestProvider();
  return { provider, stack: testStack({ program, providers: { test: { service: provider.service } } }) };
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
