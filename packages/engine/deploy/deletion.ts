import type { ResourceState } from "../state/resource.ts";
import { deletionOrder, requirements } from "./graph.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import type { Step } from "./step.ts";

/**
 * Plans what goes at the end of a run: what was replaced, and what the program does not speak of any more. Each group may
 * be done at once, after the groups before it.
 * @param keep URNs that stay though nobody speaks of them
 */
export function planDeletions(journal: Journal, ledger: Ledger, keep: ReadonlySet<string>): Step[][] {
  const steps = new Map<ResourceState, Step>();
  for (const [state, current] of journal.base) {
    const step = deletion(state, current, ledger, keep);
    if (step === undefined) continue;
    steps.set(state, step);
    ledger.deleted.add(state.urn);
    ledger.condemned.add(state);
  }
  const order = deletionOrder([...steps.keys()], [...ledger.all]);
  return order.map((group) => group.flatMap((state) => steps.get(state) ?? []));
}

function deletion(
  state: ResourceState,
  current: ResourceState,
  ledger: Ledger,
  keep: ReadonlySet<string>,
): Step | undefined {
  const { urn, type } = state;
  if (current.delete) {
    if (ledger.condemned.has(state)) return undefined;
    return { op: current.external ? "discard-replaced" : "delete-replaced", urn, type, old: state };
  }
  if (ledger.isSpokenFor(urn) || keep.has(urn)) return undefined;
  if (current.pendingReplacement) return { op: "remove-pending-replace", urn, type, old: state };
  return { op: current.external ? "discard" : "delete", urn, type, old: state };
}

/** URNs of what a destroy that spares protected resources must leave: these, and all they need. */
export function protectedClosure(resources: readonly ResourceState[]): Set<string> {
  const kept = new Set<string>();
  for (const state of [...resources].reverse()) {
    if (!state.protect && !kept.has(state.urn)) continue;
    kept.add(state.urn);
    for (const urn of requirements(state)) kept.add(urn);
    if (state.parent !== undefined) kept.add(state.parent);
  }
  return kept;
}
