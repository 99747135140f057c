import { isObject } from "./secret.ts";
import {
  Archive,
  Asset,
  own,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  Unknown,
} from "./value.ts";

/** Where in a property map: names of properties and numbers of elements. */
export type PropertyPath = (string | number)[];

/** One place in which two property maps differ. */
export interface PropertyChange {
  path: PropertyPath;
  kind: "added" | "deleted" | "updated";
  /** Absent when added. */
  old?: PropertyValue;
  /** Absent when deleted. */
  new?: PropertyValue;
}

/**
 * Every place in which `to` differs from `from`, deepest first known: objects and arrays are entered, all else (secrets,
 * assets, values of two kinds) is compared whole. A null counts as absent. Places are in the order of their names.
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties_diff.go}
 */
export function diff(from: PropertyMap, to: PropertyMap): PropertyChange[] {
  const changes: PropertyChange[] = [];
  diffObjects(from, to, [], changes);
  return changes;
}

function diffObjects(
  from: PropertyMap,
  to: PropertyMap,
  path: PropertyPath,
  changes: PropertyChange[],
): void {
  for (const key of [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()) {
    diffPlace(own(from, key), own(to, key), [...path, key], changes);
  }
}

function diffPlace(
  from: PropertyValue | undefined,
  to: PropertyValue | undefined,
  path: PropertyPath,
  changes: PropertyChange[],
): void {
  const absent = (value: PropertyValue | undefined) => value === undefined || value === null;
  if (absent(from) && absent(to)) return;
  if (from === undefined || from === null) changes.push({ path, kind: "added", new: to });
  else if (to === undefined || to === null) changes.push({ path, kind: "deleted", old: from });
  else diffValues(from, to, path, changes);
}

function diffValues(
  from: PropertyValue,
  to: PropertyValue,
  path: PropertyPath,
  changes: PropertyChange[],
): void {
  if (isObject(from) && isObject(to)) {
    diffObjects(from, to, path, changes);
  } else if (Array.isArray(from) && Array.isArray(to)) {
    for (let index = 0; index < Math.max(from.length, to.length); index++) {
      diffElement(from, to, index, [...path, index], changes);
    }
  } else if (!equal(from, to)) {
    changes.push({ path, kind: "updated", old: from, new: to });
  }
}

/** In an array a null is an element like any other. */
function diffElement(
  from: PropertyValue[],
  to: PropertyValue[],
  index: number,
  path: PropertyPath,
  changes: PropertyChange[],
): void {
  const [old, fresh] = [from[index], to[index]];
  if (old === undefined) changes.push({ path, kind: "added", new: fresh });
  else if (fresh === undefined) changes.push({ path, kind: "deleted", old });
  else diffValues(old, fresh, path, changes);
}

/**
 * Deep equality as Pulumi has it: a property that is null equals one that is absent, assets are equal when their hashes
 * are, a secret never equals the same value in plain, and one unknown equals another.
 */
export function equal(a: PropertyValue, b: PropertyValue): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((element, index) => equal(element, b[index] ?? null))
    );
  }
  if (a instanceof Secret) return b instanceof Secret && equal(a.value, b.value);
  if (a instanceof Unknown) return b instanceof Unknown;
  if (a instanceof Asset) return b instanceof Asset && a.hash === b.hash;
  if (a instanceof Archive) return b instanceof Archive && a.hash === b.hash;
  if (a instanceof ResourceReference) {
    return b instanceof ResourceReference && a.urn === b.urn && equal(a.id ?? null, b.id ?? null);
  }
  if (!isObject(b)) return false;
  return (
    Object.keys(a).every((key) => equal(a[key] ?? null, own(b, key) ?? null)) &&
    Object.keys(b).every((key) => Object.hasOwn(a, key) || b[key] === null)
  );
}

/** A path as Pulumi writes it: `tags["a.b"].list[0]`. */
export function formatPath(path: PropertyPath): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[^.["\]]+$/.test(step)) return `["${step.replaceAll('"', '\\"')}"]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
