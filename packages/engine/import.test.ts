import { describe, expect, it } from "vitest";
import { testStack } from "./index.ts";
import { TestProvider } from "./testing/provider.ts";
import { Group, Thing } from "./testing/resource.ts";

const urn = (rest: string) => `urn:pulumi:stack::project::${rest}`;

function world() {
  const provider = new TestProvider();
  provider.world.set("id-a-1", { type: "test:index:Thing", properties: { colour: "red" } });
  provider.world.set("id-b-1", { type: "test:index:Thing", properties: {} });
  return { provider, stack: testStack({ providers: { test: { service: provider.service } } }) };
}

describe("an import without a program", () => {
  it("takes over what exists, so that the program which declares it changes nothing", async () => {
    const { provider, stack } = world();
    const group = { type: "test:index:Group", name: "group", protect: false };
    const a = { type: "test:index:Thing", name: "a", id: "id-a-1", protect: false };
    const b = { ...a, name: "b", id: "id-b-1", parent: urn("test:index:Group::group") };
    expect((await stack.import([b, group, a])).changes).toEqual({ create: 1, import: 3 });
    expect(provider.worldCalls.map(({ method }) => method)).toEqual(["Read", "Read"]);
    const program = () => {
      new Thing("a", { colour: "red" });
      new Thing("b", {}, { parent: new Group("group") });
    };
    expect((await stack.up({ program })).changes).toEqual({ same: 4 });
    expect((await stack.import([a])).changes).toEqual({ same: 4 });
    await stack.destroy();
    expect(provider.world.size).toBe(0);
  });

  it("says what is not there, and what stands in its place already", async () => {
    const { stack } = world();
    const goal = { type: "test:index:Thing", name: "a", id: "id-a-1", protect: false };
    const missing = await stack.import([{ ...goal, id: "id-none" }], { expectFailure: true });
    expect(missing.errors.join()).toContain('there is no resource with the id "id-none" to import');
    await stack.import([goal]);
    const other = await stack.import([{ ...goal, id: "id-b-1" }], { expectFailure: true });
    expect(other.errors.join()).toContain('already exists: it is "id-a-1", not "id-b-1"');
    const orphan = { ...goal, name: "c", parent: urn("test:index:Group::none") };
    expect((await stack.import([orphan], { expectFailure: true })).errors.join()).toContain("unknown parent");
  });
});
