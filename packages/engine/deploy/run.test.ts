import { expect, it } from "vitest";
import type { ProgramResult } from "../runtime/program.ts";
import type { DeploymentEvent } from "./events.ts";
import { run } from "./run.ts";

/** An up of a program that asks for nothing, and ends so. */
async function upOf(end: ProgramResult) {
  const errors: string[] = [];
  const result = await run({
    kind: "up",
    preview: false,
    project: "project",
    stack: "stack",
    root: ".",
    programFolder: ".",
    program: () => ({ ended: Promise.resolve(end), kill: async () => {} }),
    config: {},
    providers: {},
    base: { resources: [], pendingOperations: [] },
    store: { save: async () => {} },
    parallel: 1,
    stackOutputs: async () => ({}),
    emit: (event: DeploymentEvent) => {
      if (event.kind === "diagnostic") errors.push(event.message);
    },
  });
  return { ok: result.ok, errors };
}

it.each([
  [{ ok: true }, { ok: true, errors: [] }],
  [
    { ok: false, message: "out of order" },
    { ok: false, errors: ["out of order"] },
  ],
  [{ ok: false }, { ok: false, errors: ["the program failed without saying why"] }],
])("a program that ends with %o makes a run of its own kind", async (end, result) => {
  expect(await upOf(end)).toEqual(result);
});
