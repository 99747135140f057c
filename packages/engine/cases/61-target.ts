import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const urn = (name: string) => `urn:pulumi:stack::project::test:index:Thing::${name}`;

const program = (colour: string, extra?: string) => () => {
  const a = new Thing("a", { colour });
  const b = new Thing("b", { of: a.ref, colour });
  if (extra !== undefined) new Thing("fresh", { of: extra === "needed" ? b.ref : "" });
  return { size: b.size };
};

export default {
  steps: [
    { program: program("red"), expected: { create: 3 } },
    {
      program: program("blue"),
      scope: { targets: [urn("b")] },
      expected: { same: 2, update: 1 },
      calls: ["Update b"],
    },
    { program: program("blue"), expected: { same: 2, update: 1 } },
    {
      program: program("green"),
      scope: { targets: [urn("a")], targetDependents: true },
      expected: { same: 1, update: 2 },
    },
    {
      program: program("green", "alone"),
      scope: { targets: ["**::Thing::a"] },
      expected: { same: 4 },
      state: { fresh: null },
    },
    {
      program: program("green"),
      scope: { targets: [urn("none")] },
      fails: "could not be found in the stack",
    },
    { program: () => {}, scope: { targets: [urn("b")] }, expected: { same: 2, delete: 1 } },
  ],
} satisfies Case;
