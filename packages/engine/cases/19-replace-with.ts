import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (key: string) => () => {
  const a = new Thing("a", { key });
  new Thing("b", {}, { replaceWith: [a] });
};

export default {
  steps: [
    { program: program("1"), expected: { create: 3 } },
    {
      program: program("2"),
      expected: { same: 1, replace: 2 },
      crashLoses: "once `a` is replaced, nothing says any more that `b` was to be",
    },
  ],
} satisfies Case;
