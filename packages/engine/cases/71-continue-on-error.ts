import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (colour: string) => () => {
  const a = new Thing("a", { colour });
  new Thing("b", { colour });
  new Thing("needs", { of: a.ref });
};

const withOld = () => {
  const old = new Thing("old");
  const older = new Thing("older", { of: old.ref });
  new Thing("a", { of: older.ref, colour: "red" });
  new Thing("apart");
};

export default {
  steps: [
    { program: withOld, expected: { create: 5 } },
    {
      program: program("blue"),
      continueOnError: true,
      faults: { "Update a": true },
      // The program's SDK takes what failed for a mistake of the program's: nothing is deleted then.
      fails: "Update of a was refused",
      calls: ["Update a", "Create b"],
      state: { older: {}, apart: {}, b: {}, needs: null },
    },
    {
      program: program("blue"),
      continueOnError: true,
      faults: { "Delete older": true },
      fails: "Delete of older was refused",
      // What is needed by what could not be deleted stays, too.
      calls: ["Update a", "Create needs", "Delete older", "Delete apart"],
      state: { a: { inputs: { colour: "blue" } }, apart: null, old: {}, older: {} },
    },
    { continueOnError: true, expected: { same: 4, delete: 2 } },
    {
      run: "destroy",
      continueOnError: true,
      faults: { "Delete a": true },
      fails: "Delete of a was refused",
      world: ["id-a-1"],
    },
  ],
} satisfies Case;
