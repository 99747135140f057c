import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (colour: string) => () => {
  const a = new Thing("a", { colour });
  new Thing("b", { of: a.ref, colour });
};

export default {
  steps: [
    { program: program("red"), expected: { create: 3 } },
    {
      program: program("blue"),
      faults: { "Update a": true },
      fails: "Update of a was refused",
      calls: ["Update a"],
      state: { a: { inputs: { colour: "red" } }, b: { inputs: { of: "id-a-1", colour: "red" } } },
    },
    { expected: { same: 1, update: 2 }, calls: ["Update a", "Update b"] },
  ],
} satisfies Case;
