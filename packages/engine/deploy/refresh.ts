import type { ResourceState } from "../state/resource.ts";
import type { Step } from "./step.ts";

/**
 * Reading resources back. One of each type comes first: a provider that reads a list for all resources of a type reads all
 * its lists at once then, not one after the other.
 */
export function refreshSteps(resources: readonly ResourceState[]): Step[] {
  const byType = Map.groupBy(resources, ({ type }) => type);
  const firsts = new Set([...byType.values()].flatMap(([first]) => first ?? []));
  const others = resources.filter((state) => !firsts.has(state));
  return [...firsts, ...others].map((state) => ({
    op: "refresh",
    urn: state.urn,
    type: state.type,
    old: state,
    new: state,
  }));
}
