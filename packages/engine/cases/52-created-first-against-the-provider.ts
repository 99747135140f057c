import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (name: string) => () => new Thing("a", { name }, { deleteBeforeReplace: false });

export default {
  steps: [
    { program: program("1"), expected: { create: 2 } },
    { program: program("2"), expected: { same: 1, replace: 1 }, calls: ["Create a", "Delete a"] },
  ],
} satisfies Case;
