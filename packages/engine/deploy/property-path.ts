import { isObject } from "../property/secret.ts";
import { own, type PropertyMap, type PropertyValue, Secret } from "../property/value.ts";

/** A path into properties as people write it: `tags["a.b"].list[0]`, `*` for all. */
export type ParsedPath = (string | number)[];

/**
 * @throws Error when it is not a path
 * {@link https://www.pulumi.com/docs/iac/concepts/options/ignorechanges/}
 */
export function parsePath(path: string): ParsedPath {
  const steps: ParsedPath = [];
  const pattern = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|\.?([^.[\]]+)/y;
  while (pattern.lastIndex < path.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(path);
    if (match === null)
      throw new Error(`"${path}" is not a path of properties: cannot read "${path.slice(at)}"`);
    const [, quoted, index, name] = match;
    if (quoted !== undefined) steps.push(quoted.replaceAll('\\"', '"'));
    else if (index !== undefined) steps.push(index === "*" ? "*" : Number(index));
    else if (name !== undefined) steps.push(name);
  }
  if (steps.length === 0) throw new Error("a path of properties may not be empty");
  return steps;
}

function tryParse(path: string): ParsedPath | undefined {
  try {
    return parsePath(path);
  } catch {
    return undefined;
  }
}

/** True when `path` is `outer` or lies inside it. */
export function contains(outer: ParsedPath, path: ParsedPath): boolean {
  return outer.every((step, index) => index < path.length && (step === "*" || step === path[index]));
}

/**
 * `to` with what lies at each path as it is in `from`. Paths at which that cannot be done (an element of an array that
 * only one of the two has, what is no path) are left as they are and returned.
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties_path.go}
 */
export function resetPaths(
  from: PropertyMap,
  to: PropertyMap,
  paths: string[],
): { properties: PropertyMap; impossible: string[] } {
  let properties = to;
  const impossible: string[] = [];
  for (const path of paths) {
    const parsed = tryParse(path);
    const reset = parsed && resetAt(parsed, from, properties, false, false);
    if (reset === undefined || !isObject(reset.value)) impossible.push(path);
    else properties = reset.value;
  }
  return { properties, impossible };
}

/** `undefined`: impossible; `{}` without a value: not there. */
type Reset = { value?: PropertyValue } | undefined;

function resetAt(
  path: ParsedPath,
  oldValue: PropertyValue | undefined,
  newValue: PropertyValue | undefined,
  oldInSecret: boolean,
  newInSecret: boolean,
): Reset {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (oldValue === undefined) return {};
    return { value: oldInSecret && !newInSecret ? new Secret(oldValue) : oldValue };
  }
  const old = oldValue instanceof Secret ? oldValue.value : oldValue;
  const inner = newValue instanceof Secret ? newValue.value : newValue;
  const into = (o: PropertyValue | undefined, n: PropertyValue | undefined) =>
    resetAt(rest, o, n, oldInSecret || oldValue instanceof Secret, newInSecret || newValue instanceof Secret);
  const wrap = (value: PropertyValue): Reset => ({
    value: newValue instanceof Secret ? new Secret(value) : value,
  });
  const unchanged: Reset = newValue === undefined ? {} : { value: newValue };

  if (typeof step === "number" || (step === "*" && Array.isArray(inner))) {
    if (!Array.isArray(old) && !Array.isArray(inner)) return unchanged;
    if (!Array.isArray(old) || !Array.isArray(inner)) return step === "*" ? unchanged : undefined;
    return resetElements(step, old, inner, rest, into, wrap, unchanged);
  }
  if (isObject(inner)) {
    const keys =
      step === "*" ? [...new Set([...Object.keys(isObject(old) ? old : {}), ...Object.keys(inner)])] : [step];
    const result = { ...inner };
    for (const key of keys) {
      const before = isObject(old) ? own(old, key) : undefined;
      const fresh = own(inner, key);
      if (rest.length > 0 && (before === undefined) !== (fresh === undefined)) return undefined;
      if (rest.length > 0 && before === undefined) continue;
      const reset = into(before, fresh);
      if (reset === undefined) return undefined;
      if (reset.value === undefined) delete result[key];
      else result[key] = reset.value;
    }
    return wrap(result);
  }
  return isObject(old) ? undefined : unchanged;
}

function resetElements(
  step: number | "*",
  old: PropertyValue[],
  inner: PropertyValue[],
  rest: ParsedPath,
  into: (old: PropertyValue | undefined, fresh: PropertyValue | undefined) => Reset,
  wrap: (value: PropertyValue) => Reset,
  unchanged: Reset,
): Reset {
  if (step === "*" && old.length !== inner.length) return undefined;
  const indexes = step === "*" ? inner.keys() : [step];
  const result = [...inner];
  for (const index of indexes) {
    if (index >= old.length && index >= inner.length) {
      if (rest.length === 0) return unchanged;
      return undefined;
    }
    if (index >= old.length || index >= inner.length) return undefined;
    const reset = into(old[index], inner[index]);
    if (reset?.value === undefined) return undefined;
    result[index] = reset.value;
  }
  return wrap(result);
}
