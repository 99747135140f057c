import { describe, expect, it } from "vitest";
import { importOne, planImport } from "./import-file.ts";

const place = { stack: "dev", project: "sample", protect: true };
const urn = (rest: string) => `urn:pulumi:dev::sample::${rest}`;

describe("an import file", () => {
  it("says what to import under which parent and provider, parents first", () => {
    const provider = urn("pulumi:providers:test::mine");
    const { goals, names } = planImport(
      {
        nameTable: { mine: provider },
        resources: [
          { type: "test:index:Thing", name: "child", id: "1", parent: "group", provider: "mine" },
          { type: "test:index:Group", name: "group", component: true },
          { type: "test:index:Thing", name: "other", logicalName: "child", id: "2" },
        ],
      },
      "many.json",
      place,
    );
    const group = urn("test:index:Group::group");
    expect(goals).toEqual([
      { type: "test:index:Group", name: "group", protect: true },
      { type: "test:index:Thing", name: "child", id: "1", parent: group, provider, protect: true },
      { type: "test:index:Thing", name: "child", id: "2", protect: true },
    ]);
    expect(names.get(urn("test:index:Thing::child"))).toBe("other");
  });

  it.each([
    [{ resources: [{ type: "a:b:C", name: "c" }] }, "it has no ID"],
    [{ resources: [{ type: "a:b:C", id: "1" }] }, "it has no name"],
    [{ resources: [{ type: "a:b:C", name: "c", id: "1", component: true }] }, "marked as a component"],
    [{ resources: [{ type: "a:b:C", name: "c", id: "1", outputs: {} }] }, 'Unrecognized key: "outputs"'],
    [{ resources: [{ type: "a:b:C", name: "c", id: "1", parent: "p" }] }, "the parent 'p' of 'c' has no"],
    [
      {
        resources: [
          { type: "a:b:C", name: "c", component: true, parent: "d" },
          { type: "a:b:C", name: "d", component: true, parent: "c" },
        ],
      },
      "parents go in a circle",
    ],
  ])("that is wrong says where: %j", (file, message) => {
    expect(() => planImport(file, "many.json", place)).toThrow(message);
  });

  it("stands for one resource of the command line, too", () => {
    const parent = urn("test:index:Group::group");
    const file = importOne(["test:index:Thing", "a", "1"], { parent: `group=${parent}` });
    expect(file).toEqual({
      nameTable: { group: parent },
      resources: [{ type: "test:index:Thing", name: "a", id: "1", parent: "group" }],
    });
    expect(importOne(["t:i:T", "a", "1"], { parent }).nameTable).toEqual({ parent });
  });
});
