import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const urn = (name: string) => `urn:pulumi:stack::project::test:index:Thing::${name}`;

const program = () => {
  const a = new Thing("a");
  new Thing("b", { of: a.ref });
};

export default {
  steps: [
    { program, expected: { create: 3 } },
    { program, scope: { replaces: [urn("a")] }, expected: { same: 1, replace: 1, update: 1 } },
    {
      program,
      scope: { targets: [urn("a")], replaces: [urn("a")] },
      expected: { same: 2, replace: 1 },
    },
    { program, scope: { replaces: [urn("none")] }, fails: "could not be found in the stack" },
    { program, expected: { same: 2, update: 1 } },
    { program, scope: { replaces: ["**Thing::b"] }, expected: { same: 2, replace: 1 } },
  ],
} satisfies Case;
