import { describe, expect, it } from "vitest";
import { verifyIntegrity } from "../state/integrity.ts";
import { described, expectStep } from "./expectations.ts";
import { CaseLife } from "./life.ts";
import { caseFiles, caseName, loadCase, type RunnableStep } from "./load.ts";

describe.each([1, 16])(
  "with %i resources at once, what a program registers becomes what it should",
  (parallel) => {
    it.each(caseFiles.map((file) => ({ file, name: caseName(file) })))("$name", async ({ file }) => {
      const testCase = await loadCase(file);
      const life = new CaseLife(testCase, parallel);
      const { provider } = life;
      const early: string[] = [];
      life.watch = (call) => {
        if (call.preview || !["Create", "Update", "Delete"].includes(call.method)) return;
        const pending = life.stack.saved.at(-1)?.pendingOperations ?? [];
        if (!pending.some(({ resource }) => resource.urn === call.urn)) early.push(described(call));
      };
      for (const [index, step] of testCase.steps.entries()) {
        const at = `step ${index + 1}`;
        life.prepare(step);
        // Previews with many at once are left to the random programs.
        if (parallel === 1 && foretold(step)) await expectPreview(life, step, at);
        const { stack } = life;
        const run = await life.run(step);
        for (const snapshot of stack.saved) verifyIntegrity(snapshot);
        verifyIntegrity(life.stack.snapshot);
        expectStep(step, at, { stack: life.stack, provider, run }, parallel === 1);
      }
      expect(early, "calls that came before their intent was saved").toEqual([]);
      provider.faults = {};
      provider.before = () => {};
      await life.stack.destroy();
      expect(life.stack.resources).toEqual([]);
      const left = [...provider.world.keys()];
      expect(left.filter((id) => !testCase.leaves?.some((name) => id.includes(`-${name}-`)))).toEqual([]);
    });
  },
);

function foretold(step: RunnableStep): boolean {
  return step.run === undefined && step.previewDiffers === undefined;
}

/** A preview tells what the run will do, changes nothing, and asks nothing of the world but to read. */
async function expectPreview(life: CaseLife, step: RunnableStep, at: string): Promise<void> {
  const { stack, provider } = life;
  const before = JSON.stringify(stack.snapshot);
  provider.calls.length = 0;
  const { changes } = await life.preview(step);
  const ends = step.faults === undefined && step.dies === undefined && step.interrupted === undefined;
  if (step.expected !== undefined && ends) expect(changes, `preview of ${at}`).toEqual(step.expected);
  expect(provider.worldCalls.filter(({ method }) => method !== "Read")).toEqual([]);
  expect(JSON.stringify(stack.snapshot)).toBe(before);
}
