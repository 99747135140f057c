import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a"), expected: { create: 2 } },
    {
      program: () => {
        const a = new Thing("a", { colour: "red" });
        new Thing("b", { invalid: 1 }, { dependsOn: a });
      },
      fails: "may not be given",
      calls: ["Update a"],
      state: { b: null },
    },
    { program: () => new Thing("a", { colour: "red" }), expected: { same: 2 } },
  ],
} satisfies Case;
