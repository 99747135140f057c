import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (colour: string, size: number) => () =>
  new Thing("a", { colour, tags: { size } }, { ignoreChanges: ["colour", "tags.size"] });

export default {
  steps: [
    { program: program("red", 1), expected: { create: 2 } },
    { program: program("blue", 2), expected: { same: 2 } },
  ],
} satisfies Case;
