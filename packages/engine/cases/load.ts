import { readdirSync } from "node:fs";
import type { Case, CaseStep } from "./case.ts";

const folder = new URL(".", import.meta.url);

/** The numbered cases, by file. */
export const caseFiles = readdirSync(folder)
  .filter((name) => /^\d\d-.*\.ts$/.test(name))
  .map((name) => new URL(name, folder));

/** `07-aliases`. */
export function caseName(file: URL): string {
  return file.pathname.replace(/^.*\/|\.ts$/g, "");
}

/** A step with the program it runs. */
export type RunnableStep = CaseStep & { program: () => unknown };

export type RunnableCase = Omit<Case, "steps"> & { steps: RunnableStep[] };

/** @throws Error when the first step has no program */
export async function loadCase(file: URL): Promise<RunnableCase> {
  const { default: testCase } = (await import(file.href)) as { default: Case };
  let program: CaseStep["program"];
  const steps = testCase.steps.map((step) => {
    program = step.program ?? program;
    if (program === undefined) throw new Error(`the first step of ${caseName(file)} has no program`);
    return { ...step, program };
  });
  return { ...testCase, steps };
}
