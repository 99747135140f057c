import { Provider, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (name: string, region: string) => () => {
  const provider = new Provider(name, { region });
  new Thing("a", {}, { provider });
};

export default {
  steps: [
    { program: program("one", "eu"), expected: { create: 3 } },
    { program: program("two", "eu"), expected: { same: 2, create: 1, delete: 1 }, calls: [] },
    {
      program: program("three", "us"),
      expected: { same: 1, create: 1, replace: 1, delete: 1 },
      calls: ["Create a", "Delete a"],
    },
  ],
} satisfies Case;
