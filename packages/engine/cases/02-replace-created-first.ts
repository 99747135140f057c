import { expect } from "vitest";
import { Thing } from "../testing/resource.ts";
import type { Case } from "./case.ts";

export default {
  steps: [
    { program: () => new Thing("b", { of: new Thing("a", { key: "1" }).ref }), expected: { create: 3 } },
    {
      program: () => new Thing("b", { of: new Thing("a", { key: "2" }).ref }),
      expected: { same: 1, replace: 1, update: 1 },
      check: ({ provider, run }) => {
        expect(provider.worldCalls.map(({ method }) => method)).toEqual(["Create", "Update", "Delete"]);
        const done = run.events.flatMap((event) => (event.kind === "finished" ? [event.step.op] : []));
        expect(done.slice(-4)).toEqual(["create-replacement", "replace", "update", "delete-replaced"]);
      },
    },
  ],
} satisfies Case;
