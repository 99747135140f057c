import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (key: string, name: string) => () => new Thing("a", { key, name }, { retainOnDelete: true });

export default {
  leaves: ["a"],
  steps: [
    { program: program("1", "1"), expected: { create: 2 } },
    {
      program: program("2", "1"),
      expected: { same: 1, replace: 1 },
      calls: ["Create a"],
      world: ["id-a-1", "id-a-2"],
    },
    {
      program: program("2", "2"),
      expected: { same: 1, replace: 1 },
      calls: ["Create a"],
      world: ["id-a-1", "id-a-2", "id-a-3"],
    },
  ],
} satisfies Case;
