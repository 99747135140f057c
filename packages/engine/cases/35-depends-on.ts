import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        const a = new Thing("a");
        const group = new Group("group", { dependsOn: a });
        const b = new Thing("b", {}, { parent: group });
        new Thing("c", {}, { dependsOn: [group, b] });
      },
      expected: { create: 5 },
      calls: ["Create a", "Create b", "Create c"],
    },
    { program: () => {}, expected: { same: 1, delete: 4 }, calls: ["Delete c", "Delete b", "Delete a"] },
  ],
} satisfies Case;
