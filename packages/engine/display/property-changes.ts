import { parsePath } from "../deploy/property-path.ts";
import type { Step, StepOutcome } from "../deploy/step.ts";
import type { Diff } from "../plugins/provider.ts";
import { diff as diffProperties, formatPath } from "../property/diff.ts";
import { isObject } from "../property/secret.ts";
import { own, type PropertyMap, type PropertyValue, Secret } from "../property/value.ts";

export interface ShownChange {
  path: string;
  kind: "add" | "delete" | "update";
  from?: PropertyValue;
  to?: PropertyValue;
  /** True when the resource is replaced because of it. */
  replaces: boolean;
}

/** What changes in a resource, property by property, in the order of their names. */
export function propertyChanges(step: Step, outcome: StepOutcome): ShownChange[] {
  if (step.op === "refresh") return refreshChanges(step, outcome);
  const { old, new: wanted, diff } = step;
  if (old === undefined || wanted === undefined) return [];
  return merge(compare(old.inputs, wanted.inputs, diff), fromDiff(diff, old.outputs, wanted.inputs));
}

function refreshChanges({ old }: Step, { state, diff }: StepOutcome): ShownChange[] {
  if (old === undefined || state === undefined) return [];
  const inputs = compare(old.inputs, state.inputs);
  return merge(inputs, fromDiff(diff, old.outputs, state.outputs));
}

/** Where two property maps differ. @param diff what the provider says of it: which differences replace the resource */
export function compare(from: PropertyMap, to: PropertyMap, diff?: Diff): ShownChange[] {
  const kinds = { added: "add", deleted: "delete", updated: "update" } as const;
  return diffProperties(from, to).map((change) => {
    const path = formatPath(change.path);
    return {
      path,
      kind: kinds[change.kind],
      from: change.old,
      to: change.new,
      replaces: isReplacing(path, diff),
    };
  });
}

/** What the provider says changed though the inputs do not show it. */
function fromDiff(diff: Diff | undefined, from: PropertyMap, to: PropertyMap): ShownChange[] {
  return Object.entries(diff?.detailed ?? {}).map(([path, { kind }]) => ({
    path,
    kind: kind.startsWith("add") ? "add" : kind.startsWith("delete") ? "delete" : "update",
    from: lookUp(from, path),
    to: lookUp(to, path),
    replaces: kind.endsWith("-replace"),
  }));
}

/** Changes of both lists; where one lies at, above or under another, the first list's stands. */
function merge(first: ShownChange[], second: ShownChange[]): ShownChange[] {
  const related = (a: string, b: string) => a === b || isInside(a, b) || isInside(b, a);
  return [...first, ...second.filter(({ path }) => !first.some((other) => related(path, other.path)))];
}

function isInside(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function isReplacing(path: string, diff: Diff | undefined): boolean {
  if (diff === undefined) return false;
  const top = String(parsePath(path)[0]);
  if (diff.replaceKeys.includes(top)) return true;
  return Object.entries(diff.detailed ?? {}).some(
    ([at, { kind }]) =>
      kind.endsWith("-replace") && (at === path || isInside(path, at) || isInside(at, path)),
  );
}

function lookUp(properties: PropertyMap, path: string): PropertyValue | undefined {
  let value: PropertyValue | undefined = properties;
  for (const step of parsePath(path)) {
    const open: PropertyValue | undefined = value instanceof Secret ? value.value : value;
    if (Array.isArray(open) && typeof step === "number") value = open[step];
    else if (isObject(open)) value = own(open, String(step));
    else return undefined;
  }
  return value;
}
