import { expect } from "vitest";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

let id = "";

export default {
  leaves: ["-a-"],
  steps: [
    {
      program: () => new Thing("a", { colour: "red" }, { retainOnDelete: true }),
      expected: { create: 2 },
      check: ({ stack }) => {
        id = stack.resource("a").id ?? "";
      },
    },
    {
      program: () => new Thing("seen", { colour: undefined }, { id }),
      check: ({ stack, provider }) => {
        expect(stack.resource("seen").external).toBe(true);
        expect(stack.resource("seen").outputs.colour).toBe("red");
        expect(provider.world.size).toBe(1);
      },
    },
  ],
} satisfies Case;
