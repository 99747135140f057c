import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        const group = new Group("old");
        const a = new Thing("a", {}, { parent: group });
        new Thing("b", { of: a.ref });
      },
      expected: { create: 4 },
    },
    {
      program: () => {
        const group = new Group("new", { aliases: [{ name: "old" }] });
        const a = new Thing("c", {}, { parent: group, aliases: [{ name: "a" }] });
        new Thing("b", { of: a.ref });
      },
      expected: { same: 4 },
    },
    {
      program: () => {
        const group = new Group("new");
        const a = new Thing("c", {}, { parent: group });
        new Thing("b", { of: a.ref });
      },
      expected: { same: 4 },
    },
  ],
} satisfies Case;
