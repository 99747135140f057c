import { Group, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const thing = (name: string) => `urn:pulumi:stack::project::test:index:Thing::${name}`;

const program = () => {
  const group = new Group("group");
  const a = new Thing("a", {}, { parent: group });
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    { program: () => new Thing("c"), expected: { create: 2 } },
    { program, scope: { targets: [thing("b")] }, fails: "which does not exist and is left out of this run" },
    {
      program,
      scope: { targets: ["urn:pulumi:stack::project::test:index:Group**", thing("b")] },
      expected: { same: 2, create: 3 },
    },
  ],
} satisfies Case;
