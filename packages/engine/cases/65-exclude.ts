import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const urn = (name: string) => `urn:pulumi:stack::project::test:index:Thing::${name}`;

const program = (colour: string) => () => {
  const a = new Thing("a", { colour });
  new Thing("b", { of: a.ref, colour });
  new Thing("c", { colour });
};

/** What is left out of a run stays sound though the program no longer speaks of what it needs. */
const reduced = () => {
  new Thing("b", { colour: "green" });
  new Thing("c", { colour: "green" });
};

/** A thing that is replaced, and another that holds on to the one before. */
const replaced = (key: number) => () => {
  const d = new Thing("d", { key });
  new Thing("e", { of: d.ref });
};

export default {
  steps: [
    { program: program("red"), expected: { create: 4 } },
    { program: program("blue"), scope: { excludes: [urn("a")] }, expected: { same: 2, update: 2 } },
    {
      program: program("green"),
      scope: { excludes: [urn("a")], excludeDependents: true },
      expected: { same: 3, update: 1 },
    },
    { program: reduced, scope: { targets: [urn("c")] }, expected: { same: 4 } },
    {
      program: reduced,
      scope: { targets: [urn("a")] },
      fails: "Thing::b",
      deviates: "the CLI keeps what b needs, and does not say so",
    },
    { program: reduced, expected: { same: 2, update: 1, delete: 1 } },
    { program: replaced(1) },
    {
      // What is left out may still need the one that is replaced.
      program: replaced(2),
      scope: { excludes: [urn("e")] },
      expected: { same: 2, replace: 1 },
      calls: ["Create d"],
      world: ["id-d-1", "id-d-2", "id-e-1"],
      state: { d: { id: "id-d-1", delete: true } },
    },
    { program: replaced(2), expected: { same: 2, update: 1 }, calls: ["Update e", "Delete d"] },
  ],
} satisfies Case;
