import pulumi from "@pulumi/pulumi";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => ({
        text: "a",
        number: 1.5,
        flag: false,
        list: [1, "two", { three: 3 }],
        nested: { deep: { er: pulumi.output("later") } },
        secret: pulumi.secret("hidden"),
        absent: undefined,
      }),
      expected: { create: 1 },
      outputs: {
        text: "a",
        number: 1.5,
        flag: false,
        list: [1, "two", { three: 3 }],
        nested: { deep: { er: "later" } },
        secret: "hidden",
      },
    },
    { program: () => ({ text: "b" }), expected: { same: 1 }, outputs: { text: "b" } },
    { program: () => ({}), expected: { same: 1 }, outputs: {} },
  ],
} satisfies Case;
