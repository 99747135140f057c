import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (name: string, protect: boolean) => () => {
  const a = new Thing("a", { name });
  new Thing("b", { name: a.ref }, { protect });
};

export default {
  steps: [
    { program: program("1", true), expected: { create: 3 } },
    { program: program("2", true), fails: "protect", calls: [], world: ["id-a-1", "id-b-1"] },
    { program: program("1", false), expected: { same: 3 } },
    {
      program: program("2", false),
      expected: { same: 1, replace: 2 },
      calls: ["Delete b", "Delete a", "Create a", "Create b"],
    },
  ],
} satisfies Case;
