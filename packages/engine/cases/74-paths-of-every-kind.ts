import pulumi from "@pulumi/pulumi";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const ignoring = (ignoreChanges: string[], args: Record<string, unknown>) => () =>
  new Thing("a", args, { ignoreChanges });

const replacing = (replaceOnChanges: string[], args: Record<string, unknown>) => () =>
  new Thing("a", args, { replaceOnChanges });

const secret = (value: unknown) => pulumi.secret(value);

export default {
  steps: [
    {
      program: ignoring([], {
        list: [1, { size: 1 }],
        map: { "a.b": 1, c: 2 },
        plain: "x",
        hidden: secret("one"),
      }),
      expected: { create: 2 },
    },
    {
      // Elements of both, one more of the list, none of the map, secrets on either side.
      program: ignoring(["list[*].size", "map", "hidden", "gone.deep[3]", "added"], {
        list: [1, { size: 2 }],
        plain: secret("x"),
        hidden: "two",
        added: 1,
      }),
      expected: { same: 2 },
      calls: [],
    },
    {
      program: ignoring(["*"], { list: [], other: { deep: 1 } }),
      expected: { same: 2 },
    },
    {
      program: ignoring(["list[5]", "map.c.d", "[", "hidden"], {
        list: [1],
        map: { c: 3 },
        hidden: secret("three"),
      }),
      expected: { same: 1, update: 1 },
    },
    {
      program: replacing(["map.c"], { list: [1], map: { c: 4 }, hidden: secret("three") }),
      expected: { same: 1, update: 1 },
    },
    {
      program: replacing(["list[0]", "hidden"], { list: [2], map: { c: 4 }, hidden: secret("four") }),
      expected: { same: 1, replace: 1 },
    },
    {
      // What is ignored never replaces.
      program: () =>
        new Thing(
          "a",
          { list: [3], map: { c: 4 }, hidden: secret("four") },
          { ignoreChanges: ["list"], replaceOnChanges: ["*"] },
        ),
      expected: { same: 2 },
    },
  ],
} satisfies Case;
