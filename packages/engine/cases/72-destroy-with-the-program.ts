import { Group, Provider, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";
import { HookDiary } from "./hook-diary.ts";

const diary = new HookDiary();

const program =
  (colour: string, more: (a: Thing) => unknown = () => {}) =>
  () => {
    const provider = new Provider("mine", { colour });
    const group = new Group("group");
    const hooks = { beforeDelete: [diary.hook("beforeDelete")] };
    const a = new Thing("a", { colour }, { provider, parent: group, hooks });
    new Thing("b", { of: a.ref, colour });
    more(a);
    return { of: a.ref };
  };

const old = (a: Thing) => new Thing("old", { of: a.ref });
const fresh = (a: Thing) => {
  const fresh = new Thing("fresh", { of: a.ref });
  new Thing("needs-fresh", { of: fresh.ref });
  new Group("fresh-group");
};

export default {
  steps: [
    { program: program("red", old), expected: { create: 6 } },
    {
      run: "destroy",
      runProgram: true,
      program: program("blue", fresh),
      faults: { "Delete a": true },
      fails: "Delete of a was refused",
      outputs: { of: "id-a-1" },
      state: { a: { inputs: { colour: "red" } }, b: null, mine: null, fresh: null },
      check: () => diary.expect("beforeDelete a red - red -"),
    },
    {
      run: "destroy",
      runProgram: true,
      program: program("blue", fresh),
      expected: { same: 8, delete: 5 },
      world: [],
      check: () => diary.expect("beforeDelete a red - red -"),
    },
  ],
} satisfies Case;
