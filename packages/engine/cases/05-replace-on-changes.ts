import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (colour: string) => () => new Thing("a", { colour }, { replaceOnChanges: ["colour"] });

export default {
  steps: [
    { program: program("red"), expected: { create: 2 } },
    { program: program("blue"), expected: { same: 1, replace: 1 } },
  ],
} satisfies Case;
