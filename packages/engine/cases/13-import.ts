import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (id: string, colour: string) => () => new Thing("b", { colour }, { import: id });

export default {
  steps: [
    {
      program: () => new Thing("a", { colour: "red" }, { retainOnDelete: true }),
      expected: { create: 2 },
    },
    { program: () => {}, expected: { same: 1, delete: 1 }, world: ["id-a-1"] },
    { program: program("nothing", "red"), fails: 'there is no resource with the id "nothing" to import' },
    {
      program: program("id-a-1", "red"),
      expected: { same: 1, import: 1 },
      calls: ["Read b"],
      state: { b: { id: "id-a-1", importId: "id-a-1", external: false } },
    },
    { expected: { same: 2 }, calls: [] },
    { program: program("id-a-1", "blue"), expected: { same: 1, update: 1 }, calls: ["Update b"] },
  ],
} satisfies Case;
