import { countedAs, isDefaultProvider } from "../deploy/changes.ts";
import type { Operation, Step, StepOutcome } from "../deploy/step.ts";
import { lookOf, type Tense } from "./style.ts";

/** A step that was done, or in a preview would be. */
export interface DoneStep {
  step: Step;
  outcome: StepOutcome;
}

/** What a step is to a person; nothing when it is only a part of another, or read what it read before. */
export function shownOperation({ step, outcome }: DoneStep): Operation | undefined {
  if (isDefaultProvider(step)) return undefined;
  if (step.op === "read" && step.old === undefined) return "read";
  return countedAs(step, outcome);
}

/** True for the halves of a replacement: they are told one by one, as they are done. */
export function isHalf({ op }: Step): boolean {
  return op === "create-replacement" || op === "delete-replaced" || op === "import-replacement";
}

/** True when the step leaves no trace that a person would look for: protection on or off is one. */
export function isUnchanged(done: DoneStep): boolean {
  const op = shownOperation(done);
  const { old, new: wanted } = done.step;
  if (op !== "same") return op === undefined && !isHalf(done.step);
  return old === undefined || wanted === undefined || old.protect === wanted.protect;
}

/** The word for a step: what it does, or what it found. */
export function wordOf({ step }: DoneStep, op: Operation, tense: Tense): string {
  if (step.op === "refresh") return `refreshed: ${lookOf(op).found}`;
  return lookOf(op)[tense].replace(/^to /, "");
}

/** True for what does nothing itself: components, and the stack. */
export function isComponent({ new: wanted, old }: Step): boolean {
  return (wanted ?? old)?.custom === false;
}
