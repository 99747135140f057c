import { Secret } from "../property/value.ts";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => new Thing("a", { colour: "red" }, { additionalSecretOutputs: ["colour"] }),
      expected: { create: 2 },
      state: { a: { outputs: { colour: new Secret("red"), size: 1, ref: "id-a-1" } } },
    },
  ],
} satisfies Case;
