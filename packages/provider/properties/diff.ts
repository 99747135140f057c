import { AssetValue } from "../declare/asset.ts";
import type { Declaration } from "../declare/resource.ts";
import { type Bag, isEmpty, same, Unknown, unknown } from "./values.ts";

/** How one property changes. */
export interface PropertyChange {
  kind: "add" | "delete" | "update";
  replace: boolean;
  /** Whether it is an input that changes, rather than what became of the resource. */
  input: boolean;
}

/** What an update would change. */
export interface Difference {
  /** The changes by property path, such as `dependencies[0].version`. */
  changes: Map<string, PropertyChange>;
  /** The properties that force a replacement. */
  replaces: string[];
  deleteBeforeReplace: boolean;
}

/** The input that steers the provider and tells Twilio nothing. */
const OWN_INPUT = "adopt";

/**
 * The inputs that differ, with their new values; `undefined` for what is no longer set. To write out what was filled in
 * so far, which state tells, is no change.
 */
export function changedInputs(declaration: Declaration, olds: Bag, news: Bag, state: Bag = {}): Bag {
  const filledIn = (name: string) =>
    name in declaration.outputs && olds[name] === undefined && same(state[name], news[name]);
  const names = Object.keys(declaration.inputs)
    .filter((name) => name !== OWN_INPUT && !leftAlone(declaration, name, news))
    .filter((name) => !same(counted(declaration, name, olds, news), news[name]) && !filledIn(name));
  return Object.fromEntries(names.map((name) => [name, news[name]]));
}

/** Whether an input is none of our business because the program does not set it. */
export function leftAlone(declaration: Declaration, name: string, inputs: Bag): boolean {
  return inputs[name] === undefined && (declaration.unmanagedWhenUnset ?? []).includes(name);
}

/** The old value of an input as far as it counts: of a map whose entries count one by one, those that are still set. */
function counted(declaration: Declaration, name: string, olds: Bag, news: Bag): unknown {
  const [old, next] = [olds[name], news[name]];
  if (!(declaration.entryByEntry ?? []).includes(name) || !isTree(old) || !isTree(next)) return old;
  return Object.fromEntries(Object.keys(next).map((key) => [key, old[key]]));
}

/**
 * Tells what an update from the old inputs and state to the new inputs changes, and whether it can be done in place.
 *
 * @param fixed paths of inputs that cannot change in place, beside those that are declared so
 */
export function difference(
  declaration: Declaration,
  state: Bag,
  oldInputs: Bag,
  news: Bag,
  fixed: readonly string[] = [],
): Difference {
  const changes = new Map<string, PropertyChange>();
  const changed = Object.keys(changedInputs(declaration, oldInputs, news, state));
  const whole: readonly string[] = [...declaration.replaceOnChanges, ...fixed];
  for (const name of changed) {
    walk(name, counted(declaration, name, oldInputs, news), news[name], false, whole, changes);
  }
  const replacing = [...changes].filter(([, { replace }]) => replace);
  const replaces = [...new Set(replacing.map(([path]) => topLevel(path)))];
  for (const [name, value] of Object.entries(declaration.unusableWhen ?? {})) {
    if (state[name] !== value) continue;
    replaces.push(name);
    changes.set(name, { kind: "update", replace: true, input: false });
  }
  return {
    changes,
    replaces,
    deleteBeforeReplace: replaces.length > 0 && clashes(declaration, oldInputs, news),
  };
}

/** The state after an update, as far as it can be known before. */
export function previewedUpdate(declaration: Declaration, state: Bag, oldInputs: Bag, news: Bag): Bag {
  const changed = changedInputs(declaration, oldInputs, news, state);
  const remade = Object.entries(declaration.changesWith ?? {})
    .filter(([, causes]) => causes?.some((cause) => cause in changed))
    .map(([name]) => [name, name in declaration.inputs && news[name] !== undefined ? news[name] : unknown]);
  const untold = Object.fromEntries(Object.keys(declaration.inputs).map((name) => [name, undefined]));
  const kept = Object.fromEntries(Object.keys(declaration.outputs).map((name) => [name, state[name]]));
  return { ...untold, ...kept, ...news, ...Object.fromEntries(remade) };
}

/** The state after a create, as far as it can be known before. */
export function previewedCreate(declaration: Declaration, inputs: Bag): Bag {
  const outputs = Object.fromEntries(Object.keys(declaration.outputs).map((name) => [name, unknown]));
  return { ...outputs, ...inputs };
}

function walk(
  path: string,
  old: unknown,
  next: unknown,
  inherited: boolean,
  fixed: readonly string[],
  into: Map<string, PropertyChange>,
): void {
  if (same(old, next)) return;
  const replace = inherited || fixed.includes(path);
  if (isTree(old) && isTree(next) && Array.isArray(old) === Array.isArray(next)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
      walk(
        Array.isArray(old) ? `${path}[${key}]` : `${path}.${key}`,
        old[key],
        next[key],
        replace,
        fixed,
        into,
      );
    }
    return;
  }
  const kind = isEmpty(old) ? "add" : isEmpty(next) ? "delete" : "update";
  into.set(path, { kind, replace, input: true });
}

/** The property that a path is in. */
export function topLevel(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

function isTree(value: unknown): value is Bag {
  return (
    typeof value === "object" &&
    value !== null &&
    !isEmpty(value) &&
    !(value instanceof AssetValue) &&
    !(value instanceof Unknown)
  );
}

/** Whether the replacement would share with the old one what no two of a kind may share. */
function clashes(declaration: Declaration, olds: Bag, news: Bag): boolean {
  const unique = [declaration.naturalKey, ...(declaration.alsoUnique ?? [])];
  return unique.some((key) => key.every((name) => same(olds[name], news[name])));
}
