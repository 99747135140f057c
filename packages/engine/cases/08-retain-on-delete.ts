import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  leaves: ["a"],
  steps: [
    { program: () => new Thing("a", {}, { retainOnDelete: true }), expected: { create: 2 } },
    { program: () => {}, expected: { same: 1, delete: 1 }, calls: [], world: ["id-a-1"] },
  ],
} satisfies Case;
