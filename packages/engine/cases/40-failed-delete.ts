import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        const a = new Thing("a");
        new Thing("b", { of: a.ref });
      },
      expected: { create: 3 },
    },
    {
      program: () => {},
      faults: { "Delete b": true },
      fails: "Delete of b was refused",
      calls: ["Delete b"],
      state: { a: { id: "id-a-1" }, b: { id: "id-b-1" } },
    },
    { expected: { same: 1, delete: 2 }, calls: ["Delete b", "Delete a"] },
  ],
} satisfies Case;
