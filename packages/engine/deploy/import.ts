import { newResource } from "../state/new-resource.ts";
import type { ResourceState } from "../state/resource.ts";
import { providerReference, rootStackType } from "../state/urn.ts";
import type { Ledger } from "./ledger.ts";
import type { Step } from "./step.ts";
import { makeUrn, packageOf } from "./urn.ts";

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

/** The reference of a package's default provider. */
export type DefaultProvider = (packageName: string, version: string) => Promise<string>;

/** The stack that something is imported into. */
interface Home {
  project: string;
  stack: string;
}

/** The URN of the resource that stands for the stack itself. */
function rootUrn({ project, stack }: Home): string {
  return makeUrn(stack, project, rootStackType, `${project}-${stack}`);
}

/** Steps that keep what is in the state as it is, one after the other; what stands for the stack is made where it is not there. */
export function keepAll({ olds }: Ledger, home: Home): Step[][] {
  const kept = [...olds.values()].map((state): Step[] => [
    { op: "same", urn: state.urn, type: state.type, old: state, new: state, leftOut: true },
  ]);
  const urn = rootUrn(home);
  if (olds.has(urn)) return kept;
  return [
    ...kept,
    [{ op: "create", urn, type: rootStackType, new: newResource({ urn, type: rootStackType }) }],
  ];
}

/**
 * Steps that take over what is not in the state yet, in groups: each after the parents of what is in it.
 * @throws Error that names what stands in the way
 */
export async function importGroups(
  goals: ImportGoal[],
  ledger: Ledger,
  home: Home,
  defaultProvider: DefaultProvider,
): Promise<Step[][]> {
  const root = rootUrn(home);
  const urnOf = ({ type, name, parent }: ImportGoal) => makeUrn(home.stack, home.project, type, name, parent);
  const providerOf = async ({ type, provider, version = "" }: ImportGoal) =>
    provider === undefined ? defaultProvider(packageOf(type), version) : existingProvider(provider, ledger);
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
function existingProvider(urn: string, ledger: Ledger): string {
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
