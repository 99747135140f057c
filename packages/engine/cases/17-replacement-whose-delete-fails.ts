import { expect } from "vitest";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a", { key: "1" }), expected: { create: 2 } },
    {
      program: () => new Thing("a", { key: "2" }),
      fault: (method) => method === "Delete",
      fails: "Delete of a was refused",
      check: ({ stack, provider }) => {
        expect(stack.resources.filter((state) => state.delete)).toHaveLength(1);
        expect(provider.world.size).toBe(2);
      },
    },
    {
      program: () => new Thing("a", { key: "2" }),
      check: ({ provider }) => expect(provider.world.size).toBe(1),
    },
  ],
} satisfies Case;
