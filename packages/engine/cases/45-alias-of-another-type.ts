import { Group, Other, Part, Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    {
      program: () => new Thing("a", {}, { parent: new Group("group") }),
      expected: { create: 3 },
    },
    {
      program: () =>
        new Part("a", {}, { parent: new Group("group"), aliases: [{ type: "test:index:Thing" }] }),
      expected: { same: 3 },
      calls: [],
      state: { a: { type: "test:index:Part", id: "id-a-1" } },
    },
    {
      program: () => new Other("a", {}, { parent: new Group("group") }),
      expected: { same: 2, create: 1, delete: 1 },
      calls: ["Create a", "Delete a"],
    },
  ],
} satisfies Case;
