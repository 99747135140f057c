import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => new Thing("a", { colour: "red" }),
      expected: { create: 2 },
      calls: ["Create a"],
      state: { a: { id: "id-a-1", inputs: { colour: "red" } } },
    },
    { expected: { same: 2 }, calls: [] },
    {
      program: () => new Thing("a", { colour: "blue" }),
      expected: { same: 1, update: 1 },
      calls: ["Update a"],
      state: { a: { id: "id-a-1", outputs: { colour: "blue", size: 1, ref: "id-a-1" } } },
    },
    { program: () => {}, expected: { same: 1, delete: 1 }, calls: ["Delete a"], state: { a: null } },
  ],
} satisfies Case;
