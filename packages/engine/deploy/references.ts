import type { ResourceState } from "../state/resource.ts";
import { parseUrn, providerReference, rootStackType } from "../state/urn.ts";
import { needs } from "./graph.ts";
import { makeUrn, parseProviderReference } from "./urn.ts";

/** The same state, with every URN it refers to mapped. */
function mapReferences(state: ResourceState, map: (urn: string) => string | undefined): ResourceState {
  const list = (urns: string[]) => urns.flatMap((urn) => map(urn) ?? []);
  const mapped: ResourceState = {
    ...state,
    dependencies: list(state.dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(state.propertyDependencies).map(([key, urns]) => [key, list(urns)]),
    ),
  };
  if (state.deletedWith !== undefined) mapped.deletedWith = map(state.deletedWith);
  if (state.replaceWith !== undefined) mapped.replaceWith = list(state.replaceWith);
  return mapped;
}

/**
 * Rewrites references to resources that go by another name now: what a resource was aliased from is no longer said by
 * anyone. States that say nothing of it are returned as they are.
 */
export function normalize(resources: ResourceState[]): ResourceState[] {
  const renamed = new Map<string, string>();
  for (const state of resources) {
    for (const alias of state.aliases) renamed.set(alias, state.urn);
    const parent = state.parent === undefined ? undefined : renamed.get(state.parent);
    if (parent === undefined || parseUrn(parent).qualifiedType === rootStackType) continue;
    const { stack, project, type, name } = parseUrn(state.urn);
    renamed.set(state.urn, makeUrn(stack, project, type, name, parent));
  }
  if (renamed.size === 0) return resources;
  const now = (urn: string) => renamed.get(urn) ?? urn;
  return resources.map((state) => {
    const fixed: ResourceState = { ...mapReferences(state, now), urn: now(state.urn), aliases: [] };
    if (state.parent !== undefined) fixed.parent = now(state.parent);
    if (state.provider !== undefined) {
      const { urn, id } = parseProviderReference(state.provider);
      fixed.provider = providerReference(now(urn), id);
    }
    return fixed;
  });
}

/** The same resources, each after what it needs, else in the order they have. */
export function inOrder(resources: ResourceState[]): ResourceState[] {
  const byUrn = new Map<string, ResourceState[]>();
  for (const state of resources) byUrn.set(state.urn, [...(byUrn.get(state.urn) ?? []), state]);
  const placed = new Set<ResourceState>();
  const place = (state: ResourceState): void => {
    if (placed.has(state)) return;
    placed.add(state);
    for (const urn of needs(state)) {
      const there = byUrn.get(urn) ?? [];
      if (there.some((each) => ordered.has(each))) continue;
      const next = there.find((each) => !each.delete) ?? there[0];
      if (next !== undefined) place(next);
    }
    ordered.add(state);
  };
  const ordered = new Set<ResourceState>();
  for (const state of resources) place(state);
  return [...ordered];
}

/**
 * The same resources without references to any that does not come before them: a refresh may have found that it is gone.
 * A child of one that is gone has no parent any more. As the CLI, it also drops properties that depend on nothing from
 * the lists of what properties depend on.
 */
export function withoutDangling(resources: ResourceState[]): ResourceState[] {
  const present = new Set<string>();
  return resources.map((state) => {
    const kept = repaired(state, present);
    present.add(state.urn);
    return kept;
  });
}

function repaired(state: ResourceState, present: ReadonlySet<string>): ResourceState {
  const perProperty = Object.values(state.propertyDependencies);
  const referenced = [...state.dependencies, ...perProperty.flat(), ...(state.replaceWith ?? [])].concat(
    state.deletedWith ?? [],
    state.parent ?? [],
  );
  const isWhole =
    referenced.every((urn) => present.has(urn)) && perProperty.every(({ length }) => length > 0);
  if (isWhole) return state;
  const kept = mapReferences(state, (urn) => (present.has(urn) ? urn : undefined));
  if (state.parent !== undefined && !present.has(state.parent)) kept.parent = undefined;
  kept.propertyDependencies = Object.fromEntries(
    Object.entries(kept.propertyDependencies).filter(([, urns]) => urns.length > 0),
  );
  return kept;
}
