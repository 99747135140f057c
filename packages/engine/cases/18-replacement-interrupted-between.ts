import { expect } from "vitest";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a", { name: "1" }), expected: { create: 2 } },
    {
      program: () => new Thing("a", { name: "2" }),
      fault: (method) => method === "Create",
      fails: "Create of a was refused",
      check: ({ stack }) => expect(stack.resource("a").pendingReplacement).toBe(true),
    },
    { program: () => new Thing("a", { name: "2" }), expected: { same: 1, replace: 1 } },
  ],
} satisfies Case;
