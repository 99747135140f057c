import type { Operation } from "../deploy/step.ts";
import { parseUrn } from "../state/urn.ts";
import { type ChangeOptions, formatChange } from "./change-lines.ts";
import { type DoneStep, isUnchanged, shownOperation, wordOf } from "./done-step.ts";
import { lossWarnings, stateNotes } from "./notes.ts";
import { propertyChanges, type ShownChange } from "./property-changes.ts";
import { lookOf } from "./style.ts";

export interface PlanOptions extends ChangeOptions {
  /** True: unchanged resources, too. */
  showSames: boolean;
}

/** As people count: `phone-9` before `phone-10`. */
const { compare: byName } = new Intl.Collator("en", { numeric: true });

interface Line {
  urn: string;
  op: Operation;
  parent: string | undefined;
  done: DoneStep;
}

/** What is to happen, as a tree: each resource under its parent, with what changes in it. Nothing when nothing changes. */
export function formatPlan(done: DoneStep[], options: PlanOptions): string[] {
  const lines = linesOf(done);
  const shown = new Set<string>();
  for (const [key, line] of lines) {
    if (isUnchanged(line.done) && !options.showSames) continue;
    shown.add(key);
    // A resource is shown under its parents, changed or not: they tell where it belongs.
    for (let { parent } = line; parent !== undefined; parent = lines.get(parent)?.parent) shown.add(parent);
  }
  const children = new Map<string | undefined, string[]>();
  // By name: what is planned at once comes in another order each time.
  for (const key of [...shown].sort(byName)) {
    const line = lines.get(key);
    const parent = line?.parent !== undefined && lines.has(line.parent) ? line.parent : undefined;
    if (line !== undefined) children.set(parent, [...(children.get(parent) ?? []), key]);
  }
  const write = (key: string, depth: number): string[] => {
    const line = lines.get(key);
    if (line === undefined) return [];
    const below = (children.get(key) ?? []).flatMap((child) => write(child, depth + 1));
    return [...formatLine(line, depth, lines, options), ...below];
  };
  return (children.get(undefined) ?? []).flatMap((key) => write(key, 0));
}

/** One line a resource; a second one where it is deleted and made anew. */
function linesOf(done: DoneStep[]): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const each of done) {
    const { step } = each;
    const { urn } = step;
    const before = lines.get(urn);
    // The old one goes as part of a replacement that has a line, or is left from one of an earlier run.
    const isLeft = step.op === "delete-replaced" && before?.op !== "replace";
    const op = isLeft ? step.op : shownOperation(each);
    if (op === undefined) continue;
    // What a refresh found stays, where nothing is done about it.
    if (op === "same" && before !== undefined && isUnchanged(each)) continue;
    const isSecond = isLeft || (op === "delete" && before !== undefined && before.done.step.op !== "refresh");
    const parent = (step.new ?? step.old)?.parent;
    lines.set(isSecond ? `${urn} delete` : urn, { urn, op, parent, done: each });
  }
  return lines;
}

function formatLine(line: Line, depth: number, lines: Map<string, Line>, options: PlanOptions): string[] {
  const { urn, op, done } = line;
  const { paint } = options;
  const { type, name } = parseUrn(urn);
  const look = lookOf(op);
  const indent = "  ".repeat(depth);
  const tail = op === "same" ? "" : ` ${paint(look.style, wordOf(done, op, "plan"))}`;
  const head = `${paint(look.style, look.symbol.padStart(2))} ${indent}${type} ${paint("bold", name)}${tail}`;
  const stateOf = (of: string) => lines.get(of)?.done.step.old;
  const below = `      ${indent}`;
  return [
    `${head}${stateNotes(done.step)}`,
    ...lossWarnings(done.step, op, stateOf).map((text) => `${below}${paint(["red", "bold"], `! ${text}`)}`),
    ...changesOf(line, options).flatMap((change) => formatChange(change, below, options)),
  ];
}

function changesOf({ op, done }: Line, { details }: PlanOptions): ShownChange[] {
  const isWhole = op === "create" || op === "delete" || op === "delete-replaced" || op === "read";
  if (!isWhole) return propertyChanges(done.step, done.outcome);
  return details ? allInputs(done) : [];
}

function allInputs({ step }: DoneStep): ShownChange[] {
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
