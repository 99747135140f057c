import { expect } from "vitest";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

const program = (key: string) => () => new Thing("b", { of: new Thing("a", { key }).ref });

export default {
  steps: [
    { program: program("1"), expected: { create: 3 } },
    {
      program: program("2"),
      expected: { same: 1, replace: 1, update: 1 },
      calls: ["Create a", "Update b", "Delete a"],
      world: ["id-a-2", "id-b-1"],
      check: ({ run }) => {
        const done = run.events.flatMap((event) => (event.kind === "finished" ? [event.step.op] : []));
        expect(done.slice(-4)).toEqual(["create-replacement", "replace", "update", "delete-replaced"]);
      },
    },
  ],
} satisfies Case;
