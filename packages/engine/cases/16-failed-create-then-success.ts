import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a");
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    {
      program,
      fault: (method, name) => method === "Create" && name === "b",
      fails: "Create of b was refused",
    },
    { program, expected: { same: 2, create: 1 } },
  ],
} satisfies Case;
