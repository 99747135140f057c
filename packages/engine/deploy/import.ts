import { newResource } from "../state/new-resource.ts";
import type { ResourceState } from "../state/resource.ts";
import { providerReference, rootStackType } from "../state/urn.ts";
import type { Ledger } from "./ledger.ts";
import type { Step } from "./step.ts";
import { makeUrn } from "./urn.ts";

/** Something that exists already and is to be taken into the state, without a program that asks for it. */
export interface ImportGoal {
  type: string;
  name: string;
  /** The provider's id; absent for a component, which exists nowhere but in the state. */
  id?: string;
  /** URN; default: the stack. */
  parent?: string;
  /** URN of an explicit provider; default: the package's default one. */
  provider?: string;
  /** Version of the default provider. */
  version?: string;
  protect: boolean;
}

/** The URN of the resource that stands for the stack itself. */
export function rootUrn(project: string, stack: string): string {
  return makeUrn(stack, project, rootStackType, `${project}-${stack}`);
}

/** The step that makes the resource which stands for the stack, where there is none. */
export function createRoot(urn: string): Step {
  return { op: "create", urn, type: rootStackType, new: newResource({ urn, type: rootStackType }) };
}

/**
 * Steps that take over what is not in the state yet, in groups: each after the parents of what is in it.
 * @param providerOf the reference of the provider of a goal that is no component
 * @throws Error that names what stands in the way
 */
export async function importGroups(
  goals: ImportGoal[],
  ledger: Ledger,
  root: string,
  urnOf: (goal: ImportGoal) => string,
  providerOf: (goal: ImportGoal) => Promise<string>,
): Promise<Step[][]> {
  const groups: Step[][] = [];
  const depths = new Map<string, number>();
  const pending = goals.map((goal) => ({ goal, urn: urnOf(goal), parent: goal.parent ?? root }));
  const wanted = new Set(pending.map(({ urn }) => urn));
  while (pending.length > 0) {
    const ready = pending.findIndex(({ parent }) => !wanted.has(parent) || depths.has(parent));
    const [next] = pending.splice(ready, 1);
    if (ready < 0 || next === undefined) throw new Error("what is to be imported has parents in a circle");
    const { goal, urn, parent } = next;
    if (depths.has(urn)) throw new Error(`duplicate import '${goal.name}' of type '${goal.type}'`);
    if (parent !== root && !wanted.has(parent) && !ledger.olds.has(parent))
      throw new Error(`unknown parent '${parent}' for resource '${urn}'`);
    const depth = (depths.get(parent) ?? -1) + 1;
    depths.set(urn, depth);
    if (isThere(ledger.olds.get(urn), goal)) continue;
    const provider = goal.id === undefined ? undefined : await providerOf(goal);
    const state = newResource({
      urn,
      type: goal.type,
      custom: goal.id !== undefined,
      parent,
      provider,
      importId: goal.id,
      protect: goal.protect,
    });
    const step: Step = { op: "import", urn, type: goal.type, new: state, isAdoption: true };
    groups[depth] = [...(groups[depth] ?? []), step];
  }
  return groups.filter((group) => group !== undefined);
}

/** The reference of a provider in the state. @throws Error when there is none */
export function existingProvider(urn: string, ledger: Ledger): string {
  const state = ledger.olds.get(urn);
  if (state === undefined) throw new Error(`the provider '${urn}' is not in the state`);
  return providerReference(urn, state.id ?? "");
}

/** @throws Error when another one is there under this name */
function isThere(old: ResourceState | undefined, { id }: ImportGoal): boolean {
  if (old === undefined) return false;
  if ((old.importId ?? old.id) === id) return true;
  throw new Error(`resource '${old.urn}' already exists: it is "${old.importId ?? old.id}", not "${id}"`);
}
