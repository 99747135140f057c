import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (protect: boolean) => () => {
  const group = new Group("group");
  const needed = new Thing("needed", {}, { parent: group });
  const kept = new Thing("kept", { of: needed.ref }, { parent: group, protect });
  new Thing("dependent", { of: kept.ref }, { parent: group });
  new Thing("child", {}, { parent: kept, protect: false });
  new Thing("other");
};

export default {
  steps: [
    { program: program(true), expected: { create: 7 } },
    {
      run: "destroy",
      excludeProtected: true,
      expected: { same: 4, delete: 3 },
      world: ["id-kept-1", "id-needed-1"],
      state: { "project-stack": {}, group: {}, needed: {}, kept: { protect: true }, child: null },
    },
    { run: "destroy", excludeProtected: true, expected: { same: 4 } },
    { program: program(false), expected: { same: 4, create: 3 } },
  ],
} satisfies Case;
