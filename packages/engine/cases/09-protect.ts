import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("a", { key: "1" }, { protect: true }), expected: { create: 2 } },
    { program: () => {}, fails: "cannot be deleted because it is protected" },
    { program: () => new Thing("a", { key: "2" }, { protect: true }), fails: "unable to replace resource" },
    { program: () => {}, run: "destroy", fails: "cannot be deleted because it is protected" },
    { program: () => new Thing("a", { key: "1" }), expected: { same: 2 } },
  ],
} satisfies Case;
