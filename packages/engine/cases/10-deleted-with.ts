import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = () => {
  const a = new Thing("a");
  new Thing("b", {}, { deletedWith: a });
};

export default {
  leaves: ["b"],
  steps: [
    { program, expected: { create: 3 } },
    { program: () => {}, expected: { same: 1, delete: 2 }, calls: ["Delete a"] },
  ],
} satisfies Case;
