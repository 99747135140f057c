import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a", { colour: "red" }), expected: { create: 2 } },
    {
      program: () => new Thing("a", { colour: "blue" }),
      faults: { "Update a": "partial" },
      fails: "not ready",
      state: {
        a: {
          inputs: { colour: "red" },
          outputs: { colour: "blue", size: 1, ref: "id-a-1" },
          initErrors: ["not ready"],
        },
      },
    },
    { expected: { same: 1, update: 1 }, state: { a: { inputs: { colour: "blue" }, initErrors: [] } } },
  ],
} satisfies Case;
