import pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { testStack } from "../index.ts";
import { golden, show } from "../testing/display.ts";
import { TestProvider } from "../testing/provider.ts";
import { Group, Thing } from "../testing/resource.ts";

const program = (colour: string) => () => {
  const group = new Group("group");
  const a = new Thing("a", { colour }, { parent: group });
  new Thing("b", { of: a.ref }, { parent: group });
  return { colour };
};

function makeStack(first: () => unknown = program("red")) {
  const provider = new TestProvider();
  const stack = testStack({ program: first, providers: { test: { service: provider.service } } });
  const paintOutside = (name: string, colour: string) => {
    const thing = provider.world.get(stack.resource(name).id ?? "");
    if (thing !== undefined) thing.properties = { ...thing.properties, colour };
  };
  return { provider, stack, paintOutside };
}

describe("an up", () => {
  it("gives each resource a line, components none, and all outputs at the end", async () => {
    const { stack } = makeStack();
    expect(show(await stack.up()).text).toBe(
      golden(`
 + test:index:Thing a created (0.0s)
 + test:index:Thing b created (0.0s)

Outputs:
  colour  "red"

Resources: + 4 created
Duration:  0.0s
`),
    );
  });

  it("says in one line that nothing was to be done, with no tree and no outputs", async () => {
    const { stack } = makeStack();
    const outputs = (await stack.up()).outputs;
    expect(show(await stack.preview(), { preview: true, outputs }).text).toBe(
      golden(`
Nothing to change: everything is as the program says.

Resources: 4 unchanged
Duration:  0.0s
`),
    );
    expect(show(await stack.up(), { outputs }).text).toMatch(
      /^Nothing was changed: .*\n\nResources: 4 unchanged/,
    );
  });

  it("tells what a refresh found apart from what is done about it, and counts only the latter", async () => {
    const { stack, paintOutside } = makeStack();
    const { outputs } = await stack.up();
    paintOutside("a", "green");
    const preview = await stack.preview({ refresh: true });
    expect(show(preview, { preview: true, outputs }).text).toContain("~     test:index:Thing a update");
    const { text } = show(await stack.up({ refresh: true }), { outputs });
    expect(text.split("\n").slice(0, 2)).toEqual([
      " ? test:index:Thing a refreshed: changed (0.0s)",
      " ~ test:index:Thing a updated (0.0s)",
    ]);
    expect(text).toContain("Resources: ~ 1 updated, 3 unchanged");
  });

  it("repeats no warning of its preview", async () => {
    const { stack } = makeStack(() => {
      pulumi.log.warn("this is old");
      pulumi.log.info(pulumi.runtime.isDryRun() ? "a preview" : "an update");
    });
    const preview = show(await stack.preview(), { preview: true });
    expect(preview.text).toContain("this is old");
    const { text } = show(await stack.up(), { preceding: preview.display });
    expect(text).toContain("an update");
    expect(text).not.toContain("this is old");
  });

  it("that failed says what it did not come to, and its errors again", async () => {
    const { provider, stack } = makeStack();
    const preview = show(await stack.preview(), { preview: true });
    provider.fault = (method, name) => method === "Create" && name === "a";
    const { text } = show(await stack.up({ expectFailure: true }), { preceding: preview.display });
    expect(text).toBe(
      golden(`
 x test:index:Thing a creating failed (0.0s)

Not done:
 + test:index:Thing a create
 + test:index:Thing b create

Resources: + 2 created
Duration:  0.0s

Diagnostics:
  error test:index:Thing a: creating failed
    Create of a was refused
`),
    );
  });
});

describe("a refresh", () => {
  it("says what has changed and what is gone, and shows no outputs that stay", async () => {
    const { provider, stack, paintOutside } = makeStack();
    const { outputs } = await stack.up();
    paintOutside("a", "green");
    provider.world.delete(stack.resource("b").id ?? "");
    const { text } = show(await stack.refresh(), { kind: "refresh", outputs });
    expect(text.split("\n").sort()).toEqual([
      "",
      " ? test:index:Thing a refreshed: changed (0.0s)",
      " ? test:index:Thing b refreshed: gone (0.0s)",
      "Duration:  0.0s",
      "Resources: ~ 1 changed, - 1 gone, 2 unchanged",
    ]);
  });

  it("says in one line that it found nothing", async () => {
    const { stack } = makeStack();
    const { outputs } = await stack.up();
    expect(show(await stack.refresh(), { kind: "refresh", outputs }).text).toMatch(
      /^Nothing has changed: .*\n\nResources: 4 unchanged/,
    );
  });
});

describe("a destroy", () => {
  it("that spares protected resources says which, and how much it left for their sake", async () => {
    const { stack } = makeStack(() => {
      const group = new Group("group");
      new Thing("kept", {}, { parent: group, protect: true });
      new Thing("other", {}, { parent: group });
    });
    const { outputs } = await stack.up();
    expect(show(await stack.destroy({ excludeProtected: true }), { kind: "destroy", outputs }).text).toBe(
      golden(`
 - test:index:Thing other deleted (0.0s)

Kept: 1 protected, and 2 more that it needs
  test:index:Thing kept

Resources: - 1 deleted, 3 unchanged
Duration:  0.0s
`),
    );
  });
});
