import { expect } from "vitest";
import { Secret } from "../property/value.ts";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => new Thing("a", { colour: "red" }, { additionalSecretOutputs: ["colour"] }),
      expected: { create: 2 },
      check: ({ stack }) => expect(stack.resource("a").outputs.colour).toBeInstanceOf(Secret),
    },
  ],
} satisfies Case;
