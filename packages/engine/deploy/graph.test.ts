import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ResourceState } from "../state/resource.ts";
import { newGoal } from "./goal.ts";
import { deletionOrder, dependentsOf, requirements } from "./graph.ts";
import { wantedState } from "./wanted.ts";

function state(name: string, dependencies: string[] = [], parent?: string, custom = true): ResourceState {
  const goal = newGoal({ type: "test:index:Thing", name, custom, parent, dependencies });
  return wantedState(goal, name, undefined, undefined);
}

const urns = (groups: ResourceState[][]) => groups.map((group) => group.map(({ urn }) => urn));

describe("the order of deletions", () => {
  it("takes dependents before what they depend on, and the independent at once", () => {
    const all = [state("a"), state("b", ["a"]), state("c", ["a"]), state("d", ["b"])];
    expect(urns(deletionOrder(all, all))).toEqual([["d"], ["b", "c"], ["a"]]);
  });

  it("takes what depends on a component before what the component is made of", () => {
    const all = [
      state("group", [], undefined, false),
      state("member", [], "group"),
      state("user", ["group"]),
    ];
    expect(urns(deletionOrder(all, all))).toEqual([["user"], ["member"], ["group"]]);
  });

  it("counts a dependency through one that stays", () => {
    const [a, b, c] = [state("a"), state("b", ["a"]), state("c", ["b"])];
    expect(urns(deletionOrder([a, c], [a, b, c]))).toEqual([["c"], ["a"]]);
  });

  it("never takes a resource before or with one that needs it", () => {
    const graph = fc
      .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 20 })
      .map((edges) =>
        edges.map((targets, index) =>
          state(`r${index}`, index === 0 ? [] : targets.map((target) => `r${target % index}`)),
        ),
      );
    fc.assert(
      fc.property(graph, (all) => {
        const groups = deletionOrder(all, all);
        const at = new Map(groups.flatMap((group, index) => group.map(({ urn }) => [urn, index] as const)));
        expect(at.size).toBe(all.length);
        for (const one of all) {
          for (const needed of requirements(one)) expect(at.get(one.urn)).toBeLessThan(at.get(needed) ?? -1);
        }
      }),
    );
  });
});

describe("the dependents of a resource", () => {
  it("are those that need it, directly or not, but for those that are known not to any more", () => {
    const all = [state("a"), state("b", ["a"]), state("c", ["b"]), state("d")];
    const [a] = all;
    if (a === undefined) throw new Error("no resource");
    expect(dependentsOf(a, all, new Set()).map(({ urn }) => urn)).toEqual(["b", "c"]);
    expect(dependentsOf(a, all, new Set(["b"])).map(({ urn }) => urn)).toEqual([]);
  });
});
