import type { ResourceState } from "../state/resource.ts";
import type { Step } from "./step.ts";

/**
 * Reading resources back. Their types take turns: a provider that reads a list for all resources of a kind can read its
 * lists at once then, not one after the other.
 */
export function refreshSteps(resources: readonly ResourceState[]): Step[] {
  const byType = Map.groupBy(resources, ({ type }) => type);
  const turns = [...byType.values()].flatMap((alike) => alike.map((state, turn) => ({ state, turn })));
  return turns
    .sort((a, b) => a.turn - b.turn)
    .map(({ state }) => ({ op: "refresh", urn: state.urn, type: state.type, old: state, new: state }));
}
