import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (name: string) => () => {
  const a = new Thing("a", { name });
  const b = new Thing("b", { name: a.ref });
  new Thing("c", { of: b.ref });
};

export default {
  steps: [
    { program: program("1"), expected: { create: 4 } },
    {
      program: program("2"),
      expected: { same: 1, replace: 2, update: 1 },
      calls: ["Delete b", "Delete a", "Create a", "Create b", "Update c"],
    },
  ],
} satisfies Case;
