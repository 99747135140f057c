import { equal } from "../property/diff.ts";
import { isProviderType, parseUrn } from "../state/urn.ts";
import { isLogical, type Operation, type Step, type StepOutcome } from "./step.ts";

/** How many resources each thing happened to. */
export type ChangeCounts = Partial<Record<Operation, number>>;

/** Default providers come and go with what needs them: nobody asked for them, nobody is told. */
export function isDefaultProvider({ urn, type }: Pick<Step, "urn" | "type">): boolean {
  return isProviderType(type) && /^default(_|$)/.test(parseUrn(urn).name);
}

/** What a step that was done counts as; nothing for parts of a whole. A refresh counts as what it found. */
export function countedAs(step: Step, outcome: StepOutcome): Operation | undefined {
  if (step.op === "remove-pending-replace" || isDefaultProvider(step)) return undefined;
  if (step.op === "refresh") return refreshed(step, outcome);
  if (step.op === "read") {
    const changed = step.old !== undefined && !equal(step.old.outputs, outcome.state?.outputs ?? {});
    return changed ? "read" : undefined;
  }
  return isLogical(step) ? step.op : undefined;
}

/** What a refresh found: `same`, `update` or `delete`; nothing if the read failed, which does not say it is gone. */
function refreshed(step: Step, outcome: StepOutcome): Operation | undefined {
  if (outcome.state === undefined) return outcome.error === undefined ? "delete" : undefined;
  if (step.old?.external) return outcome.state === step.old ? "same" : "update";
  return outcome.diff !== undefined && outcome.diff.changes !== "none" ? "update" : "same";
}

/** True when anything is not as the state had it. Reading is no change. */
export function hasChanges(counts: ChangeCounts): boolean {
  const harmless: Operation[] = ["same", "read", "read-replacement", "discard"];
  return Object.entries(counts).some(([op, count]) => count > 0 && !harmless.includes(op as Operation));
}
