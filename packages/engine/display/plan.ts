import { countedAs, isDefaultProvider } from "../deploy/changes.ts";
import type { Operation, Step, StepOutcome } from "../deploy/step.ts";
import { parseUrn, rootStackType } from "../state/urn.ts";
import { propertyChanges, type ShownChange } from "./property-changes.ts";
import { lookOf, type Paint } from "./style.ts";
import { formatValue } from "./values.ts";

/** A step that was done, or in a preview would be. */
export interface DoneStep {
  step: Step;
  outcome: StepOutcome;
}

export interface PlanOptions {
  paint: Paint;
  showSecrets: boolean;
  /** True: every property, at full length. */
  details: boolean;
  /** True: unchanged resources, too. */
  showSames: boolean;
}

interface Line {
  urn: string;
  op: Operation;
  parent: string | undefined;
  done: DoneStep;
}

const shownLength = 80;

/** What is to happen, as a tree: each resource under its parent, with what changes in it. */
export function formatPlan(done: DoneStep[], options: PlanOptions): string[] {
  const lines = new Map<string, Line>();
  for (const each of done) {
    const op = countedAs(each.step, each.outcome) ?? (each.step.op === "read" ? "read" : undefined);
    if (op === undefined || isDefaultProvider(each.step.urn)) continue;
    const { urn } = each.step;
    const parent = (each.step.new ?? each.step.old)?.parent;
    const key = op === "delete" && lines.has(urn) ? `${urn} delete` : urn;
    lines.set(key, { urn, op, parent, done: each });
  }
  const shown = new Set<string>();
  for (const [key, line] of lines) {
    const isRoot = parseUrn(line.urn).type === rootStackType;
    if (line.op === "same" && !options.showSames && !(isRoot && lines.size === 1)) continue;
    shown.add(key);
    // A resource is shown under its parents, changed or not: they tell where it belongs.
    for (let parent = line.parent; parent !== undefined; parent = lines.get(parent)?.parent)
      shown.add(parent);
  }
  const output: string[] = [];
  const children = new Map<string | undefined, string[]>();
  for (const key of shown) {
    const line = lines.get(key);
    const parent = line?.parent !== undefined && lines.has(line.parent) ? line.parent : undefined;
    if (line !== undefined) children.set(parent, [...(children.get(parent) ?? []), key]);
  }
  const write = (key: string, depth: number) => {
    const line = lines.get(key);
    if (line === undefined) return;
    output.push(...formatLine(line, depth, options));
    for (const child of children.get(key) ?? []) write(child, depth + 1);
  };
  for (const key of children.get(undefined) ?? []) write(key, 0);
  return output;
}

function formatLine({ urn, op, done }: Line, depth: number, options: PlanOptions): string[] {
  const { paint } = options;
  const { type, name } = parseUrn(urn);
  const look = lookOf(op);
  const indent = "  ".repeat(depth);
  const notes = stateNotes(done.step);
  const tail = op === "same" ? "" : ` ${paint(look.style, planWord(op))}`;
  const head = `${paint(look.style, look.symbol.padStart(2))} ${indent}${type} ${paint("bold", name)}${tail}${notes}`;
  const changes =
    op === "create" || op === "delete" || op === "read"
      ? allInputs(done, options)
      : propertyChanges(done.step, done.outcome);
  return [head, ...changes.map((change) => formatChange(change, `      ${indent}`, options))];
}

function planWord(op: Operation): string {
  return op === "replace" ? "replace" : lookOf(op).plan.replace(/^to /, "");
}

function stateNotes({ old, new: wanted, op }: Step): string {
  const notes: string[] = [];
  if (op === "delete" && old?.retainOnDelete) notes.push("left as it is: retainOnDelete");
  if (old !== undefined && wanted !== undefined && old.protect !== wanted.protect) {
    notes.push(wanted.protect ? "now protected" : "no longer protected");
  }
  return notes.length === 0 ? "" : ` (${notes.join(", ")})`;
}

function allInputs({ step }: DoneStep, { details }: PlanOptions): ShownChange[] {
  if (!details) return [];
  const inputs = (step.new ?? step.old)?.inputs ?? {};
  return Object.keys(inputs)
    .filter((key) => key !== "__internal")
    .sort()
    .map((path) =>
      step.new === undefined
        ? { path, kind: "delete", from: inputs[path], replaces: false }
        : { path, kind: "add", to: inputs[path], replaces: false },
    );
}

function formatChange(
  change: ShownChange,
  indent: string,
  { paint, showSecrets, details }: PlanOptions,
): string {
  const look = lookOf(change.kind === "add" ? "create" : change.kind);
  const value = (shown: ShownChange["from"]) =>
    shown === undefined
      ? ""
      : formatValue(shown, { showSecrets, maxLength: details ? undefined : shownLength });
  const arrow = change.kind === "update" ? ` ${paint("dim", "=>")} ` : "";
  const text =
    change.kind === "add"
      ? value(change.to)
      : `${value(change.from)}${arrow}${change.kind === "update" ? value(change.to) : ""}`;
  const mark = change.replaces ? paint("magenta", "  (replaces)") : "";
  return `${indent}${paint(look.style, `${look.symbol} ${change.path}`)}: ${text}${mark}`;
}
