import { expect } from "vitest";
import { isProviderType } from "../state/urn.ts";
import type { TestCall } from "../testing/provider.ts";
import type { CaseState, CaseStep } from "./case.ts";

/** Holds what a step's run came to against what it should; the provider's calls are those of the run. */
export function expectStep(
  step: CaseStep,
  at: string,
  { stack, provider, run }: CaseState,
  ordered: boolean,
): void {
  if (step.expected !== undefined) expect(run.changes, `changes of ${at}`).toEqual(step.expected);
  if (step.fails !== undefined) expect(run.errors.join("\n"), `errors of ${at}`).toContain(step.fails);
  if (step.warns !== undefined) expect(run.warnings.join("\n"), `warnings of ${at}`).toContain(step.warns);
  if (step.calls !== undefined) {
    const calls = provider.worldCalls.map(described);
    if (ordered) expect(calls, `calls of ${at}`).toEqual(step.calls);
    else expect(calls.sort(), `calls of ${at}`).toEqual([...step.calls].sort());
  }
  if (step.world !== undefined)
    expect([...provider.world.keys()].sort(), `world of ${at}`).toEqual(step.world);
  if (step.outputs !== undefined) expect(stack.outputs, `outputs of ${at}`).toEqual(step.outputs);
  for (const [name, state] of Object.entries(step.state ?? {})) {
    const found = stack.resources.filter(
      ({ urn, type }) => urn.endsWith(`::${name}`) && !isProviderType(type),
    );
    if (state === null) expect(found, `${name} in the state of ${at}`).toEqual([]);
    else expect(found, `${name} in the state of ${at}`).toContainEqual(expect.objectContaining(state));
  }
  step.check?.({ stack, provider, run });
}

/** `Create a`. */
export function described({ method, urn }: Pick<TestCall, "method" | "urn">): string {
  return `${method} ${urn.split("::").at(-1)}`;
}
