import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a");
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    { program, faults: { "Create b": true }, fails: "Create of b was refused", world: ["id-a-1"] },
    { expected: { same: 2, create: 1 } },
  ],
} satisfies Case;
