import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => new Thing("a", {}, { version: "0.0.1" }),
      expected: { create: 2 },
      check: ({ stack }) => {
        const name = stack.resource("a").provider?.split("::").at(-2);
        if (name !== "default_0_0_1") throw new Error(`its provider is ${name}`);
      },
    },
    { expected: { same: 2 }, calls: [] },
    { program: () => new Thing("a", {}, { version: "latest" }), fails: '"latest" is no version' },
  ],
} satisfies Case;
