import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (protect: boolean) => () => {
  const group = new Group("group", { protect });
  new Thing("a", {}, { parent: group });
  new Thing("b", {}, { parent: group, protect: false });
};

export default {
  steps: [
    {
      program: program(true),
      expected: { create: 4 },
      state: { group: { protect: true }, a: { protect: true }, b: { protect: false } },
    },
    {
      program: () => {},
      fails: "protected",
      calls: [],
      deviates: "the CLI deletes what is not protected, then fails",
    },
    { program: program(false), expected: { same: 4 }, state: { a: { protect: false } } },
  ],
} satisfies Case;
