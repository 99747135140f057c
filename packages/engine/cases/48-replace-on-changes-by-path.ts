import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (tags: object, replaceOnChanges: string[]) => () =>
  new Thing("a", { tags }, { replaceOnChanges });

export default {
  steps: [
    { program: program({ size: 1, colour: "red" }, ["tags"]), expected: { create: 2 } },
    { program: program({ size: 2, colour: "red" }, ["tags"]), expected: { same: 1, replace: 1 } },
    { program: program({ size: 3, colour: "red" }, ["other"]), expected: { same: 1, update: 1 } },
    { program: program({ size: 4, colour: "red" }, ["*"]), expected: { same: 1, replace: 1 } },
  ],
} satisfies Case;
