import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a", { colour: "red" });
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    {
      program,
      faults: { "Create a": "partial" },
      fails: "not ready",
      world: ["id-a-1"],
      state: { a: { id: "id-a-1", initErrors: ["not ready"] }, b: null },
    },
    {
      expected: { same: 1, update: 1, create: 1 },
      calls: ["Update a", "Create b"],
      state: { a: { initErrors: [] } },
    },
    { expected: { same: 3 }, calls: [] },
  ],
} satisfies Case;
