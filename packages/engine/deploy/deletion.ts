import type { ResourceState } from "../state/resource.ts";
import { deletionOrder, needs, withRequirements } from "./graph.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { protectedFromDeletion } from "./protection.ts";
import { inOrder } from "./references.ts";
import { notTargeted, type Selection } from "./selection.ts";
import type { Step } from "./step.ts";

export interface DeletionPlan {
  /** Each group may go at once, after the groups before it. */
  groups: Step[][];
  /** What stays though nobody speaks of it. */
  kept: ResourceState[];
  /** What may not go, and why. */
  mistakes: { urn: string; message: string }[];
}

/** Which deletions are planned beyond those of what was replaced. */
export interface DeletionOptions {
  /** True: everything goes; else what the program does not speak of any more. */
  everything: boolean;
  /** True: what is protected, and what that needs, stays. */
  spareProtected: boolean;
}

/** Plans what goes at the end of a run. */
export function planDeletions(
  journal: Journal,
  ledger: Ledger,
  selection: Selection,
  { everything, spareProtected }: DeletionOptions,
): DeletionPlan {
  const keep = selection.kept(ledger.all);
  if (spareProtected) for (const urn of withRequirements(ledger.all, ({ protect }) => protect)) keep.add(urn);
  const steps = new Map<ResourceState, Step>();
  const kept: ResourceState[] = [];
  for (const [state, current] of journal.base) {
    if (keep.has(state.urn) && !current.delete && !ledger.isSpokenFor(state.urn)) kept.push(current);
    const step = deletion(state, current, ledger, keep);
    if (step === undefined) continue;
    steps.set(state, step);
    ledger.deleted.add(state.urn);
    ledger.condemned.add(state);
  }
  const spoken = everything ? [...journal.news] : [];
  for (const [state, { urn, type, external }] of spoken) {
    if (keep.has(urn) || !selection.mayDelete(urn)) continue;
    steps.set(state, { op: external ? "discard" : "delete", urn, type, old: state });
    ledger.deleted.add(urn);
  }
  const all = everything ? inOrder([...journal.news.keys(), ...journal.base.keys()]) : [...ledger.all];
  const order = deletionOrder([...steps.keys()], all);
  const groups = order.map((group) => group.flatMap((state) => steps.get(state) ?? []));
  return { groups, kept, mistakes: findMistakes([...steps.values()], ledger, selection) };
}

function deletion(
  state: ResourceState,
  current: ResourceState,
  ledger: Ledger,
  keep: ReadonlySet<string>,
): Step | undefined {
  const { urn, type } = state;
  if (current.delete) {
    // What this run has replaced, too: something that is left out may still need it.
    if (ledger.condemned.has(state) || keep.has(urn)) return undefined;
    return { op: current.external ? "discard-replaced" : "delete-replaced", urn, type, old: state };
  }
  if (ledger.isSpokenFor(urn) || keep.has(urn)) return undefined;
  if (current.pendingReplacement) return { op: "remove-pending-replace", urn, type, old: state };
  return { op: current.external ? "discard" : "delete", urn, type, old: state };
}

function findMistakes(steps: Step[], ledger: Ledger, selection: Selection): DeletionPlan["mistakes"] {
  const mistakes = steps.flatMap(({ urn, op, old }) => {
    const messages: string[] = [];
    if (op === "delete" && old?.protect) messages.push(protectedFromDeletion(urn));
    if (!selection.mayDelete(urn)) messages.push(notTargeted(urn));
    return messages.map((message) => ({ urn, message }));
  });
  const gone = new Set(steps.filter(({ op }) => op === "delete").map(({ urn }) => urn));
  for (const dependent of ledger.leftOut) {
    const state = ledger.news.get(dependent);
    const lost = state === undefined ? [] : needs(state).filter((urn) => gone.has(urn));
    for (const urn of new Set(lost)) mistakes.push({ urn, message: stillNeeded(urn, dependent) });
  }
  return mistakes;
}

/** Says that something is to go that a resource needs which the run is not about. */
function stillNeeded(urn: string, dependent: string): string {
  return `"${urn}" cannot be deleted: "${dependent}" needs it until the program's change reaches it: pass it with --target, too`;
}
