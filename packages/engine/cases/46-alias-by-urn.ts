import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const urn = (name: string) => `urn:pulumi:stack::project::test:index:Thing::${name}`;

const program = () => {
  const a = new Thing("a");
  new Thing("b", { of: a.ref }, { dependsOn: a });
};

export default {
  steps: [
    { program, expected: { create: 3 } },
    {
      program: () => {
        const a = new Thing("renamed", {}, { aliases: [urn("nobody"), urn("a")] });
        new Thing("b", { of: a.ref }, { dependsOn: a });
      },
      expected: { same: 3 },
      calls: [],
      state: { b: { dependencies: [urn("renamed")] }, a: null },
    },
    {
      program: () => {
        const again = new Thing("again", { key: "new" }, { aliases: [{ name: "renamed" }] });
        new Thing("b", { of: again.ref });
      },
      expected: { same: 1, replace: 1, update: 1 },
      calls: ["Create again", "Update b", "Delete renamed"],
    },
  ],
} satisfies Case;
