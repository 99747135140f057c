import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        const a = new Thing("a");
        const b = new Thing("b", { of: a.ref });
        const c = new Thing("c", { of: b.ref });
        new Thing("d", { of: [a.ref, c.ref] });
      },
      expected: { create: 5 },
      calls: ["Create a", "Create b", "Create c", "Create d"],
    },
    {
      run: "destroy",
      expected: { delete: 5 },
      calls: ["Delete d", "Delete c", "Delete b", "Delete a"],
      world: [],
    },
  ],
} satisfies Case;
