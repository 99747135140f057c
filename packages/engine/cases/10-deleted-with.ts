import { expect } from "vitest";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a");
  new Thing("b", {}, { deletedWith: a });
};

export default {
  leaves: ["-b-"],
  steps: [
    { program, expected: { create: 3 } },
    {
      program: () => {},
      expected: { same: 1, delete: 2 },
      check: ({ provider }) => expect(provider.worldCalls.map(({ urn }) => urn.at(-1))).toEqual(["a"]),
    },
  ],
} satisfies Case;
