import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const get = () => {
  const seen = new Thing("seen", { colour: undefined }, { id: "id-a-1" });
  return { size: seen.size };
};

export default {
  leaves: ["a"],
  steps: [
    {
      program: () => new Thing("a", { colour: "red" }, { retainOnDelete: true }),
      expected: { create: 2 },
    },
    { program: () => {}, expected: { same: 1, delete: 1 } },
    {
      program: get,
      expected: { same: 1 },
      calls: ["Read seen"],
      outputs: { size: 1 },
      state: { seen: { external: true, outputs: { colour: "red", size: 1, ref: "id-a-1" } } },
    },
    { program: get, drift: { a: { tags: 1 } }, expected: { same: 1, read: 1 }, outputs: { size: 2 } },
    { program: () => {}, expected: { same: 1, discard: 1 }, calls: [], world: ["id-a-1"] },
  ],
} satisfies Case;
