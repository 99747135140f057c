import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a", { colour: "red" });
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    { program, expected: { create: 3 } },
    {
      drift: { a: { colour: "green" }, b: null },
      run: "refresh",
      expected: { same: 1, update: 1, delete: 1 },
      state: { a: { inputs: { colour: "green" } }, b: null },
    },
    { expected: { same: 1, update: 1, create: 1 }, calls: ["Update a", "Create b"] },
  ],
} satisfies Case;
