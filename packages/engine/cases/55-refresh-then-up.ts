import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a", { colour: "red" });
  const b = new Thing("b", { of: a.ref });
  new Thing("c", { of: b.ref });
};

export default {
  steps: [
    { program, expected: { create: 4 } },
    {
      run: "refresh",
      expected: { same: 4 },
      calls: ["Read a", "Read b", "Read c"],
      state: { a: { propertyDependencies: {} } },
    },
    {
      drift: { a: { colour: "green" }, b: null },
      refresh: true,
      expected: { same: 1, update: 2, create: 1 },
      calls: ["Read a", "Read b", "Read c", "Update a", "Create b", "Update c"],
      world: ["id-a-1", "id-b-2", "id-c-1"],
    },
    { expected: { same: 4 }, calls: [] },
    {
      faults: { "Read a": "partial" },
      run: "refresh",
      warns: "not ready",
      state: { a: { initErrors: ["not ready"] } },
    },
    { expected: { same: 3, update: 1 }, state: { a: { initErrors: [] } } },
    {
      drift: { a: { colour: "green" } },
      faults: { "Read b": true },
      run: "refresh",
      fails: "Read of b was refused",
      deviates: "the engine begins no further read once one has failed",
    },
    { run: "destroy", refresh: true, drift: { c: null }, world: [] },
  ],
} satisfies Case;
