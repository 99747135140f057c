import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (colour: string) => () => new Thing("a", { colour });

export default {
  steps: [
    { program: program("red"), expected: { create: 2 } },
    { program: program("blue"), dies: "Update a" },
    {
      expected: { same: 1, update: 1 },
      warns: "::a, interrupted while updating",
      calls: ["Read a", "Update a"],
      deviates: "the engine reads back what a dead run was changing or deleting",
    },
    { program: () => {}, dies: "Delete a" },
    { expected: { same: 1, delete: 1 }, calls: ["Read a", "Delete a"], world: [] },
    { program: program("red"), expected: { same: 1, create: 1 } },
    { program: () => {}, dies: "Delete a" },
    { drift: { a: null }, expected: { same: 1 }, calls: ["Read a"] },
  ],
} satisfies Case;
