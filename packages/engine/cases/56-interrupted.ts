import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a");
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    { program, interrupted: "Create a", calls: ["Create a"], state: { a: { id: "id-a-1" }, b: null } },
    { expected: { same: 2, create: 1 }, calls: ["Create b"] },
    {
      run: "destroy",
      interrupted: "Delete b",
      calls: ["Delete b"],
      world: ["id-a-1"],
      deviates: "the CLI's exit code calls an interrupted destroy a success",
    },
    { expected: { same: 2, create: 1 }, world: ["id-a-1", "id-b-2"] },
  ],
} satisfies Case;
