import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (name: string) => () => {
  const a = new Thing("a", { name });
  new Thing("b", { of: a.ref }, { deletedWith: a });
};

export default {
  leaves: ["b"],
  steps: [
    { program: program("1"), expected: { create: 3 } },
    {
      program: program("2"),
      expected: { same: 1, replace: 2 },
      calls: ["Delete a", "Create a", "Create b"],
    },
    { run: "destroy", expected: { delete: 3 }, calls: ["Delete a"] },
  ],
} satisfies Case;
