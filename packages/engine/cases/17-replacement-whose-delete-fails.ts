import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a", { key: "1" }), expected: { create: 2 } },
    {
      program: () => new Thing("a", { key: "2" }),
      faults: { "Delete a": true },
      fails: "Delete of a was refused",
      state: { a: { delete: true, id: "id-a-1" } },
      world: ["id-a-1", "id-a-2"],
    },
    { calls: ["Delete a"], world: ["id-a-2"] },
  ],
} satisfies Case;
