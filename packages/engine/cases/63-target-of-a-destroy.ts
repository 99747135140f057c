import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const urn = (name: string) => `urn:pulumi:stack::project::test:index:Thing::${name}`;

const program = () => {
  const a = new Thing("a");
  const b = new Thing("b", { of: a.ref });
  new Thing("c", { of: b.ref });
  new Thing("d");
};

export default {
  steps: [
    { program, expected: { create: 5 } },
    {
      program,
      run: "destroy",
      scope: { targets: [urn("b")] },
      fails: "pass it with --target, or pass --target-dependents",
      calls: [],
    },
    {
      program,
      run: "destroy",
      scope: { targets: [urn("b")], targetDependents: true },
      expected: { same: 3, delete: 2 },
    },
    { program, expected: { same: 3, create: 2 } },
    { program, run: "destroy", scope: { excludes: [urn("b")] }, expected: { same: 3, delete: 2 } },
    { program, run: "refresh", scope: { targets: ["**Thing::a"] }, expected: { same: 1 } },
  ],
} satisfies Case;
