import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        new Thing("a");
        new Thing("b");
      },
      expected: { create: 3 },
    },
    {
      program: () => {
        const a = new Thing("a", { colour: "red" });
        a.ref.apply((ref) => {
          throw new Error(`${ref} is out of order`);
        });
      },
      fails: "id-a-1 is out of order",
      calls: ["Update a"],
      world: ["id-a-1", "id-b-1"],
    },
    { program: () => new Thing("b"), expected: { same: 2, delete: 1 }, calls: ["Delete a"] },
  ],
} satisfies Case;
