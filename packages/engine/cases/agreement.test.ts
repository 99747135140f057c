import { afterAll, describe, expect, it } from "vitest";
import { hasPulumi } from "../testing/project.ts";
import { CaseProject } from "./case-project.ts";
import { caseFiles, caseName, loadCase, type RunnableStep } from "./load.ts";

/*
 * The cases again, on disk and in processes, by this engine and by the real Pulumi CLI, where one is on PATH: both come to the
 * same exit code, calls, counts, world and state. At the end either looks at what the other left and finds nothing to do.
 */

if (!hasPulumi()) {
  console.warn(`no real \`pulumi\` on PATH: ${caseFiles.length} cases are NOT compared with it`);
}

describe.skipIf(!hasPulumi())("the real Pulumi CLI", () => {
  const projects: CaseProject[] = [];
  afterAll(() => {
    for (const project of projects) project.remove();
  });

  it.each(caseFiles.map((file) => ({ file, name: caseName(file) })))("agrees on $name", async ({ file }) => {
    const [ours, theirs] = await Promise.all([CaseProject.create(file), CaseProject.create(file)]);
    projects.push(ours, theirs);
    const { steps } = await loadCase(file);
    for (const [index, step] of steps.entries()) {
      const [{ wrote: weWrote, ...our }, { wrote: theyWrote, ...their }] = await Promise.all([
        ours.step("engine", step, index),
        theirs.step("pulumi", step, index),
      ]);
      const at = `step ${index + 1}`;
      if (step.deviates !== undefined) {
        expect(our, `${at} is said to deviate, and does not`).not.toEqual(their);
        return;
      }
      expect(our, `${at}\nthe engine wrote:\n${weWrote}\nthe CLI wrote:\n${theyWrote}`).toEqual(their);
    }
    const last = steps.length - 1;
    if (!endsAsTheProgramSays(steps[last])) return;
    for (const [project, runner] of [
      [ours, "pulumi"],
      [theirs, "engine"],
    ] as const) {
      const { code, out, err } = await project.previewFindsNothing(runner, last);
      expect(code, `${runner} after the other:\n${out}${err}`).toBe(0);
    }
  });
});

/** False where the last run was no `up`, failed, or left something out: there is something to do afterwards. */
function endsAsTheProgramSays(last: RunnableStep | undefined): boolean {
  const { targets, excludes } = last?.scope ?? {};
  return [last?.run, last?.fails, targets, excludes].every((each) => each === undefined);
}
