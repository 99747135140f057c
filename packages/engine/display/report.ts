import type { ChangeCounts } from "../deploy/changes.ts";
import type { RunKind } from "../deploy/run.ts";
import type { Operation } from "../deploy/step.ts";
import { parseUrn } from "../state/urn.ts";
import { type DoneStep, isComponent, isUnchanged, shownOperation, wordOf } from "./done-step.ts";
import { lookOf, type Paint } from "./style.ts";

/** How many resources a list names before it only counts them. */
const listed = 20;

const order: Operation[] = ["create", "import", "update", "replace", "delete", "read", "discard", "refresh"];

/**
 * `+ 3 created, ~ 1 updated, 40 unchanged`.
 * @param words `plan`: `+ 3 to create`; `found`, of a refresh: `~ 1 changed, - 1 gone`
 */
export function formatCounts(changes: ChangeCounts, words: "plan" | "done" | "found", paint: Paint): string {
  const parts = order.flatMap((op) => {
    const count = changes[op];
    const look = lookOf(op);
    return count === undefined ? [] : [paint(look.style, `${look.symbol} ${count} ${look[words]}`)];
  });
  if (changes.same !== undefined) parts.push(`${changes.same} unchanged`);
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

const idle: Record<RunKind, { preview: string; done: string }> = {
  up: {
    preview: "Nothing to change: everything is as the program says.",
    done: "Nothing was changed: everything is as the program says.",
  },
  refresh: {
    preview: "Nothing has changed: everything is as the state says.",
    done: "Nothing has changed: everything is as the state says.",
  },
  import: { preview: "Nothing to import.", done: "Nothing was imported." },
  destroy: { preview: "Nothing to destroy.", done: "Nothing was destroyed." },
};

/** The one line of a run in which nothing happens. */
export function formatIdle(kind: RunKind, preview: boolean): string[] {
  return [idle[kind][preview ? "preview" : "done"]];
}

/** What a destroy spared, and for whose sake. */
export function formatKept(done: DoneStep[], paint: Paint): string[] {
  const kept = done.flatMap((each) =>
    shownOperation(each) === "same" && each.step.old ? [each.step.old] : [],
  );
  const isProtected = kept.filter((state) => state.protect);
  if (isProtected.length === 0) return [];
  const others = kept.length - isProtected.length;
  const tail =
    others === 0 ? "" : `, and ${others} more that ${isProtected.length === 1 ? "it needs" : "they need"}`;
  return [
    `${paint("bold", "Kept:")} ${isProtected.length} protected${tail}`,
    ...cut(isProtected.map(({ urn }) => `  ${resource(urn, paint)}`)),
  ];
}

/** What a run that ended before its time did not come to, of all that its preview foretold. */
export function formatRemaining(foretold: DoneStep[], done: DoneStep[], paint: Paint): string[] {
  const key = (each: DoneStep) => `${shownOperation(each)} ${each.step.urn}`;
  const succeeded = new Set(done.filter(({ outcome }) => outcome.error === undefined).map(key));
  const lines = foretold.flatMap((each) => {
    const op = shownOperation(each);
    const isDone = succeeded.has(key(each)) || isUnchanged(each) || isComponent(each.step);
    if (op === undefined || isDone || each.step.op === "refresh") return [];
    const { symbol, style } = lookOf(op);
    return [
      `${paint(style, symbol.padStart(2))} ${resource(each.step.urn, paint)} ${wordOf(each, op, "plan")}`,
    ];
  });
  return lines.length === 0 ? [] : [paint("bold", "Not done:"), ...cut(lines)];
}

function resource(urn: string, paint: Paint): string {
  const { type, name } = parseUrn(urn);
  return `${type} ${paint("bold", name)}`;
}

function cut(lines: string[]): string[] {
  const more = lines.length - listed;
  return more > 0 ? [...lines.slice(0, listed), `   and ${more} more`] : lines;
}
