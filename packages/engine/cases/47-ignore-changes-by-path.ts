import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const ignoreChanges = ["tags.owner", "list[1].size", "map[*]", 'odd["a.b"]'];

const program = (owner: string, rest: string) => () =>
  new Thing(
    "a",
    { tags: { owner, rest }, list: [1, { size: owner }], map: { of: owner }, odd: { "a.b": owner } },
    { ignoreChanges },
  );

export default {
  steps: [
    { program: program("ann", "x"), expected: { create: 2 } },
    { program: program("bob", "x"), expected: { same: 2 }, calls: [] },
    {
      program: program("bob", "y"),
      expected: { same: 1, update: 1 },
      state: {
        a: {
          inputs: {
            tags: { owner: "ann", rest: "y" },
            list: [1, { size: "ann" }],
            map: { of: "ann" },
            odd: { "a.b": "ann" },
          },
        },
      },
    },
  ],
} satisfies Case;
