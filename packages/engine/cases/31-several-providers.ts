import { Other, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        const a = new Thing("a");
        const b = new Other("b", { of: a.ref });
        new Thing("c", { of: b.ref });
      },
      expected: { create: 4 },
      calls: ["Create a", "Create b", "Create c"],
    },
    { program: () => new Thing("a"), expected: { same: 2, delete: 2 }, calls: ["Delete c", "Delete b"] },
  ],
} satisfies Case;
