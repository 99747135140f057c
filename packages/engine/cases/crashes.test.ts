import { describe, expect, it } from "vitest";
import { verifyIntegrity } from "../state/integrity.ts";
import { expectRecovery, runWithCrashes } from "./crash.ts";
import { CaseLife } from "./life.ts";
import { caseFiles, caseName, loadCase, type RunnableStep } from "./load.ts";

/**
 * All states are looked at, but only every so many crashes are recovered from, and each time others: from one run to the next
 * all have their turn. EVERY_CRASH=1 tries all, CRASHES_FROM=7 those of the run whose name says so.
 */
const { EVERY_CRASH, CRASHES_FROM } = process.env;
const stride = EVERY_CRASH === undefined ? 20 : 1;
const first = Number(CRASHES_FROM ?? Math.floor(Math.random() * stride)) % stride;
let crashesSoFar = 0;

describe(`a crash leaves a sound state, from which the same command comes to its end (CRASHES_FROM=${first})`, () => {
  it.each(caseFiles.map((file) => ({ file, name: caseName(file) })))("$name", async ({ file }) => {
    const testCase = await loadCase(file);
    const life = new CaseLife(testCase, 4);
    for (const step of testCase.steps) {
      life.prepare(step);
      const { crashes } = await runWithCrashes(life, step);
      for (const { snapshot } of crashes) verifyIntegrity(snapshot);
      if (!recoverable(step)) continue;
      const wanted = await uncrashed(testCase, step, life);
      for (const crash of crashes) {
        if (crashesSoFar++ % stride === first) await expectRecovery(testCase, step, crash, wanted);
      }
    }
  });
});

/** A program that is refused stays refused; and a run that died is a crash already. */
function recoverable({ fails, faults, dies }: RunnableStep): boolean {
  return dies === undefined && (fails === undefined || faults !== undefined);
}

/** What the step comes to once nothing stands in its way. */
async function uncrashed(testCase: Parameters<typeof expectRecovery>[0], step: RunnableStep, life: CaseLife) {
  if (step.fails === undefined && step.interrupted === undefined) return life.stack.resources;
  const copy = new CaseLife(testCase, 4, {
    snapshot: life.stack.snapshot,
    world: life.provider.world.copy(),
  });
  await copy.run({ ...step, fails: undefined, faults: undefined, interrupted: undefined });
  expect(copy.stack.snapshot.pendingOperations).toEqual([]);
  return copy.stack.resources;
}
