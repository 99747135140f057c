import { Provider, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (region: string, colour: string) => () => {
  const provider = new Provider("mine", { region, colour });
  new Thing("a", {}, { provider });
};

export default {
  steps: [
    { program: program("eu", "red"), expected: { create: 3 } },
    { program: program("eu", "blue"), expected: { same: 2, update: 1 } },
    { program: program("us", "blue"), expected: { same: 1, replace: 2 } },
    {
      program: program("asia", "blue"),
      faults: { "Create a": true },
      fails: "Create of a was refused",
      world: ["id-a-2"],
    },
    {
      expected: { same: 2, replace: 1 },
      calls: ["Create a", "Delete a"],
      deviates: "the CLI compares the replaced provider with itself, and leaves `a` where it was",
    },
  ],
} satisfies Case;
