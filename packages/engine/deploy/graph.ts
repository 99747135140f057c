import type { ResourceState } from "../state/resource.ts";
import { parseProviderReference } from "./urn.ts";

/** URNs of all that must be there before this resource, but for its parent: provider, dependencies, deletedWith. */
export function requirements(state: ResourceState): Set<string> {
  const urns = new Set(state.dependencies);
  for (const dependencies of Object.values(state.propertyDependencies)) {
    for (const urn of dependencies) urns.add(urn);
  }
  if (state.provider !== undefined) urns.add(parseProviderReference(state.provider).urn);
  if (state.deletedWith !== undefined) urns.add(state.deletedWith);
  for (const urn of state.replaceWith ?? []) urns.add(urn);
  return urns;
}

/** As {@link requirements}, with its parent. */
export function needs(state: ResourceState): string[] {
  return [...requirements(state)].concat(state.parent ?? []);
}

/** URNs of those that `is` true of, and of all that they need. @param resources in the state's order */
export function withRequirements(
  resources: readonly ResourceState[],
  is: (state: ResourceState) => boolean,
): Set<string> {
  const found = new Set<string>();
  for (const state of [...resources].reverse()) {
    if (!is(state) && !found.has(state.urn)) continue;
    found.add(state.urn);
    for (const urn of needs(state)) found.add(urn);
  }
  return found;
}

/** URNs of those that `is` true of, and of all that needs them. @param resources in the state's order */
export function withDependents(
  resources: readonly ResourceState[],
  is: (state: ResourceState) => boolean,
): Set<string> {
  const found = new Set<string>();
  for (const state of resources) {
    if (is(state) || needs(state).some((urn) => found.has(urn))) found.add(state.urn);
  }
  return found;
}

/**
 * What depends on `root`, directly or not, in the order of the state.
 * @param resources in the state's order, `root` among them
 * @param ignore URNs that are known not to depend on it any more
 */
export function dependentsOf(
  root: ResourceState,
  resources: ResourceState[],
  ignore: ReadonlySet<string>,
): ResourceState[] {
  const dependents: ResourceState[] = [];
  const urns = new Set([root.urn]);
  for (const candidate of resources.slice(resources.indexOf(root) + 1)) {
    if (ignore.has(candidate.urn)) continue;
    if (![...requirements(candidate)].some((urn) => urns.has(urn))) continue;
    dependents.push(candidate);
    urns.add(candidate.urn);
  }
  return dependents;
}

/**
 * Puts condemned resources into groups: each group may go at once, once the groups before it are gone. What depends on
 * another (as its child, too) goes first; whoever depends on a component depends on what the component is made of.
 * @param all every resource in the state's order, the condemned among them
 */
export function deletionOrder(condemned: ResourceState[], all: ResourceState[]): ResourceState[][] {
  const doomed = new Set(condemned);
  const byUrn = new Map<string, ResourceState[]>();
  const members = new Map<string, ResourceState[]>();
  const depth = new Map<ResourceState, number>();
  const groups: ResourceState[][] = [];
  const rank = (state: ResourceState, over: Iterable<ResourceState>): number => {
    let highest = 0;
    for (const other of over) {
      if (other !== state) highest = Math.max(highest, (depth.get(other) ?? 0) + (doomed.has(other) ? 1 : 0));
    }
    return highest;
  };
  for (const state of all) {
    const needed: ResourceState[] = [];
    for (const urn of requirements(state)) {
      for (const other of byUrn.get(urn) ?? []) {
        needed.push(other);
        if (!other.custom) needed.push(...(members.get(urn) ?? []));
      }
    }
    if (state.parent !== undefined) needed.push(...(byUrn.get(state.parent) ?? []));
    depth.set(state, rank(state, needed));
    byUrn.set(state.urn, [...(byUrn.get(state.urn) ?? []), state]);
    for (const component of componentsAbove(state, byUrn)) {
      members.set(component, [...(members.get(component) ?? []), state]);
    }
  }
  for (const state of condemned) {
    const at = depth.get(state) ?? 0;
    groups[at] = [...(groups[at] ?? []), state];
  }
  return groups.filter((group) => group !== undefined).reverse();
}

function componentsAbove(state: ResourceState, byUrn: Map<string, ResourceState[]>): string[] {
  const above: string[] = [];
  for (let parent = state.parent; parent !== undefined; parent = byUrn.get(parent)?.at(-1)?.parent) {
    above.push(parent);
  }
  return above;
}
