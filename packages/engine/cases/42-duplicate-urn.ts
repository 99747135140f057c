import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => {
        const a = new Thing("a");
        new Thing("a", {}, { dependsOn: a });
      },
      fails: "uplicate resource URN",
      world: ["id-a-1"],
    },
    {
      program: () => {
        new Thing("a");
        new Thing("a", {}, { parent: new Group("group") });
      },
      expected: { same: 2, create: 2 },
    },
  ],
} satisfies Case;
