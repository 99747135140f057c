import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  leaves: ["a"],
  steps: [
    { program: () => new Thing("a", {}, { retainOnDelete: true }), expected: { create: 2 } },
    { program: () => {}, expected: { same: 1, delete: 1 } },
    { program: () => new Thing("b", {}, { id: "id-a-1" }), expected: { same: 1 }, calls: ["Read b"] },
    {
      // Declared as the program's own now, but never taken over: it is not the stack's to delete.
      program: () => new Thing("b"),
      run: "destroy",
      runProgram: true,
      expected: { same: 2, discard: 1, delete: 1 },
      calls: [],
      world: ["id-a-1"],
      deviates: "the CLI panics",
    },
  ],
} satisfies Case;
