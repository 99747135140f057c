import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a", { colour: "red" }), expected: { create: 2 } },
    { program: () => new Thing("a", { colour: "red" }), expected: { same: 2 } },
    {
      program: () => new Thing("a", { colour: "blue" }),
      expected: { same: 1, update: 1 },
      check: ({ provider }) => {
        const made = [...provider.world.values()].map(({ properties }) => properties);
        if (made.length !== 1 || made[0]?.colour !== "blue") throw new Error("the world did not follow");
      },
    },
    { program: () => {}, expected: { same: 1, delete: 1 } },
  ],
} satisfies Case;
