import type { Diff, PropertyDiff, PropertyDiffKind, Provider } from "../plugins/provider.ts";
import { diff as diffProperties, formatPath } from "../property/diff.ts";
import { stripSecrets } from "../property/secret.ts";
import type { PropertyMap } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { contains, parsePath, resetPaths } from "./property-path.ts";
import { about } from "./resource-error.ts";

export const noDiff: Diff = { changes: "none", replaceKeys: [], changedKeys: [], deleteBeforeReplace: false };

/** A replacement for a reason of the engine's own. */
export function replaceBecauseOf(key: string): Diff {
  return { ...noDiff, changes: "some", replaceKeys: [key] };
}

/**
 * Asks the provider what changes when `old` gets `newInputs`; compares the inputs itself where the provider cannot say.
 * @throws ResourceError when the provider refuses
 */
export async function diffResource(
  provider: Provider,
  old: ResourceState,
  newInputs: PropertyMap,
  ignoreChanges: string[],
): Promise<Diff> {
  const { urn, id = "", inputs: oldInputs, outputs: oldOutputs } = old;
  const answer = await about(
    urn,
    provider.diff({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges }),
  );
  if (answer.changes !== "unknown") return answer;
  const wanted = resetPaths(old.inputs, newInputs, ignoreChanges).properties;
  return { ...answer, ...diffInputs(old.inputs, wanted) };
}

/** What changes between two sets of inputs, by comparing them. */
export function diffInputs(oldInputs: PropertyMap, newInputs: PropertyMap): Diff {
  const changes = diffProperties(stripSecrets(oldInputs), stripSecrets(newInputs));
  if (changes.length === 0) return noDiff;
  const kinds = { added: "add", deleted: "delete", updated: "update" } as const;
  return {
    ...noDiff,
    changes: "some",
    changedKeys: [...new Set(changes.map(({ path }) => String(path[0])))],
    detailed: Object.fromEntries(
      changes.map(({ path, kind }) => [formatPath(path), { kind: kinds[kind], inputDiff: true }]),
    ),
  };
}

const inverse: Record<PropertyDiffKind, PropertyDiffKind> = {
  add: "delete",
  "add-replace": "delete-replace",
  delete: "add",
  "delete-replace": "add-replace",
  update: "update",
  "update-replace": "update-replace",
};

/** The change that undoes `diff`. */
export function invert(diff: Diff): Diff {
  if (diff.detailed === undefined) return diff;
  const detailed: Record<string, PropertyDiff> = {};
  for (const [path, change] of Object.entries(diff.detailed)) {
    detailed[path] = { ...change, kind: inverse[change.kind] };
  }
  return { ...diff, detailed };
}

/** Stands for "the resource did not become ready" in `replaceOnChanges`. */
const initErrorKey = "#initerror";

/** Turns changes at paths that the program lists in `replaceOnChanges` into reasons to replace. */
export function applyReplaceOnChanges(diff: Diff, replaceOnChanges: string[], hasInitErrors: boolean): Diff {
  if (replaceOnChanges.length === 0 || (diff.changes !== "some" && !hasInitErrors)) return diff;
  const paths = replaceOnChanges.map(parsePath);
  const listed = (path: string) => paths.some((outer) => contains(outer, parsePath(path)));
  const replaceKeys = new Set([...diff.replaceKeys, ...diff.changedKeys.filter(listed)]);
  const broken = hasInitErrors && listed(initErrorKey);
  if (broken) replaceKeys.add(initErrorKey);
  const detailed = diff.detailed && {
    ...Object.fromEntries(
      Object.entries(diff.detailed).map(([path, change]) => [
        path,
        listed(path) ? replacing(change) : change,
      ]),
    ),
  };
  return { ...diff, changes: broken ? "some" : diff.changes, replaceKeys: [...replaceKeys], detailed };
}

function replacing(change: PropertyDiff): PropertyDiff {
  const kinds = { add: "add-replace", delete: "delete-replace", update: "update-replace" } as const;
  return change.kind in kinds ? { ...change, kind: kinds[change.kind as keyof typeof kinds] } : change;
}
