import { expect } from "vitest";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a", { colour: "red" });
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    {
      program,
      expected: { create: 3 },
      check: ({ provider, stack }) => {
        const a = provider.world.get(stack.resource("a").id ?? "");
        if (a !== undefined) a.properties = { colour: "green" };
        provider.world.delete(stack.resource("b").id ?? "");
      },
    },
    {
      program,
      run: "refresh",
      expected: { same: 1, update: 1, delete: 1 },
      check: ({ stack }) => {
        expect(stack.resource("a").inputs.colour).toBe("green");
        expect(stack.resources).toHaveLength(3);
      },
    },
    { program, expected: { same: 1, update: 1, create: 1 } },
  ],
} satisfies Case;
