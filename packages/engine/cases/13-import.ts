import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a", { colour: "red" }), expected: { create: 2 } },
    {
      program: () => new Thing("b", {}, { import: "nothing" }),
      fails: 'there is no resource with the id "nothing" to import',
    },
  ],
} satisfies Case;
