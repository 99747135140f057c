import { expect } from "vitest";
import { stripSecrets } from "../property/secret.ts";
import type { ResourceState } from "../state/resource.ts";
import { isProviderType } from "../state/urn.ts";
import type { TestRun } from "../test-stack.ts";
import type { TestWorld } from "../testing/world.ts";
import { CaseLife, type CaseStart } from "./life.ts";
import type { RunnableCase, RunnableStep } from "./load.ts";

/**
 * Runs a step and gives what a crash would leave at every moment of it: each snapshot that was saved, with each world there
 * was until the next one.
 */
export async function runWithCrashes(
  life: CaseLife,
  step: Parameters<CaseLife["run"]>[0],
): Promise<{ run: TestRun; crashes: CaseStart[] }> {
  const { stack, provider } = life;
  const worlds = [{ savedBefore: stack.saved.length, world: provider.world.copy() }];
  provider.after = () => worlds.push({ savedBefore: stack.saved.length, world: provider.world.copy() });
  const from = stack.saved.length;
  const run = await life.run(step);
  provider.after = () => {};
  const crashes = stack.saved.slice(from).flatMap((snapshot, index) => {
    const saved = from + index + 1;
    const atTheSave = worlds.findLast(({ savedBefore }) => savedBefore < saved) ?? worlds[0];
    const sinceThen = worlds.filter(({ savedBefore }) => savedBefore === saved);
    return [atTheSave, ...sinceThen].flatMap((version) =>
      version === undefined ? [] : [{ snapshot, world: version.world.copy() }],
    );
  });
  return { run, crashes };
}

/**
 * From what a crash left the same step comes to its end: nothing is doubled, nothing lost, and then there is nothing to do.
 * Targets that are gone already are not named again: there is nothing left to do with them.
 * @param wanted the resources the step comes to without a crash
 */
export async function expectRecovery(
  testCase: RunnableCase,
  step: RunnableStep,
  crash: CaseStart,
  wanted: readonly ResourceState[],
): Promise<void> {
  const { drift: _, faults: __, interrupted: ___, fails: ____, ...again } = step;
  const before = crash.snapshot.resources;
  const rest = onlyWhatIsThere(again, [...before, ...wanted]);
  const given = before.filter(
    ({ external, retainOnDelete, deletedWith }) => external || retainOnDelete || deletedWith !== undefined,
  );
  const accounted = [...unknownTo(before, crash.world), ...given.map(({ id }) => id)];
  const life = new CaseLife(testCase, 4, { ...crash, world: crash.world.copy() });
  if (rest !== undefined) await life.run(rest);
  const { stack, provider } = life;
  if (step.run !== "refresh" && step.crashLoses === undefined)
    expect(stack.snapshot.pendingOperations).toEqual([]);
  expect(stack.resources.map(({ urn }) => urn).sort()).toEqual(wanted.map(({ urn }) => urn).sort());
  for (const state of stack.resources.filter(isThing)) {
    const made = provider.world.get(state.id ?? "");
    expect(made && stripSecrets(made.properties), `${state.urn} in the world`).toEqual(
      stripSecrets(state.inputs),
    );
  }
  // What a lost create has made nobody can know of; all else that no state tells of was left on purpose.
  const left = unknownTo(stack.resources, provider.world);
  expect(left.filter((id) => !accounted.includes(id))).toEqual([]);
  // An order to replace is one again, each time it is given.
  const next = onlyWhatIsThere(again, stack.resources);
  if (step.run !== undefined || step.scope?.replaces !== undefined || next === undefined) return;
  const { changes } = await life.preview(next);
  expect(Object.keys(changes).filter((op) => op !== "same" && op !== "read")).toEqual([]);
}

/** The step without targets that there are not; `undefined` when it has no others. */
function onlyWhatIsThere(step: RunnableStep, resources: readonly ResourceState[]): RunnableStep | undefined {
  if (step.scope?.targets === undefined) return step;
  const isThere = (target: string) => target.includes("*") || resources.some(({ urn }) => urn === target);
  const targets = step.scope.targets.filter(isThere);
  return targets.length === 0 ? undefined : { ...step, scope: { ...step.scope, targets } };
}

function isThing({ custom, type, external }: ResourceState): boolean {
  return custom && !external && !isProviderType(type);
}

function unknownTo(resources: readonly ResourceState[], world: TestWorld): string[] {
  const known = new Set(resources.map(({ id }) => id));
  return [...world.keys()].filter((id) => !known.has(id));
}
