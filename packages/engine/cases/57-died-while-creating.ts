import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a");
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    { program, dies: "Create b", world: ["id-a-1"] },
    {
      expected: { same: 2, create: 1 },
      warns: "::b, interrupted while creating",
      calls: ["Create b"],
      deviates: "the CLI keeps the pending create though the resource is made now",
      check: ({ stack }) => {
        if (stack.snapshot.pendingOperations.length > 0) throw new Error("the create is still pending");
      },
    },
  ],
} satisfies Case;
