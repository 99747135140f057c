import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const made = () => {
  for (const name of ["a", "b", "c", "d"])
    new Thing(name, { colour: "red", key: "1" }, { retainOnDelete: true });
};

export default {
  leaves: ["a", "b", "c", "d"],
  steps: [
    { program: made, expected: { create: 5 } },
    { program: () => {}, expected: { same: 1, delete: 4 } },
    {
      // Differs, and is changed at once; differs, and that is ignored; is the same, and protected.
      program: () => {
        new Thing("a", { colour: "blue", key: "1" }, { import: "id-a-1" });
        new Thing("b", { colour: "blue", key: "1" }, { import: "id-b-1", ignoreChanges: ["colour"] });
        new Thing("c", { colour: "red", key: "1" }, { import: "id-c-1", protect: true });
      },
      expected: { same: 1, import: 3, update: 1 },
      calls: ["Read a", "Update a", "Read b", "Read c"],
    },
    {
      // It would have to be replaced: what was imported stays imported.
      program: () => {
        const a = new Thing("a", { colour: "blue", key: "1" });
        const b = new Thing("b", { colour: "blue", key: "1" }, { ignoreChanges: ["colour"] });
        const c = new Thing("c", { colour: "red", key: "1" });
        new Thing("d", { colour: "red", key: "2" }, { import: "id-d-1", dependsOn: [a, b, c] });
      },
      fails: "import",
      previewDiffers: "a preview only warns",
    },
    {
      program: () => {
        new Thing("a", { colour: "blue", key: "1" });
        new Thing("b", { colour: "blue", key: "1" }, { ignoreChanges: ["colour"] });
        new Thing("c", { colour: "red", key: "1" }, { retainOnDelete: true });
        new Thing("d", { colour: "red", key: "1" }, { import: "id-d-1" });
      },
      expected: { same: 5 },
    },
    {
      // Another one in the place of the one that is there.
      program: () => {
        new Thing("a", { colour: "blue", key: "1" });
        new Thing("b", { colour: "blue", key: "1" }, { ignoreChanges: ["colour"] });
        new Thing("d", { colour: "red", key: "1" }, { import: "id-c-1" });
      },
      expected: { same: 3, replace: 1, delete: 1 },
      calls: ["Read d", "Delete d"],
    },
  ],
} satisfies Case;
