import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const chain = "test:index:Group$test:index:Group$test:index:Thing";

export default {
  steps: [
    {
      program: () => {
        const outer = new Group("outer");
        const inner = new Group("inner", { parent: outer });
        const a = new Thing("a", {}, { parent: inner });
        new Thing("b", {}, { parent: a });
      },
      expected: { create: 5 },
      state: {
        a: { urn: `urn:pulumi:stack::project::${chain}::a` },
        b: { urn: `urn:pulumi:stack::project::${chain}$test:index:Thing::b` },
      },
    },
    { program: () => new Group("outer"), expected: { same: 2, delete: 3 }, calls: ["Delete b", "Delete a"] },
  ],
} satisfies Case;
