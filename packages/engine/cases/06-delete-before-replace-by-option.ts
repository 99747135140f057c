import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (key: string) => () => new Thing("a", { key }, { deleteBeforeReplace: true });

export default {
  steps: [
    { program: program("1"), expected: { create: 2 } },
    { program: program("2"), expected: { same: 1, replace: 1 }, calls: ["Delete a", "Create a"] },
  ],
} satisfies Case;
