import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a", { name: "1" }), expected: { create: 2 } },
    {
      program: () => new Thing("a", { name: "2" }),
      faults: { "Create a": true },
      fails: "Create of a was refused",
      state: { a: { pendingReplacement: true } },
    },
    { expected: { same: 1, replace: 1 }, calls: ["Create a"] },
  ],
} satisfies Case;
