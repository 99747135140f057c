import { references } from "./references.ts";
import type { ResourceState } from "./resource.ts";
import { isProviderType, providerReference } from "./urn.ts";

/**
 * The resources without the condemned ones.
 * @param options.force protected ones may go too; default: they are refused
 * @param options.targetDependents what depends on them goes with them; default: that is refused
 * @throws Error that names what stands in the way
 */
export function deleteResources(
  resources: ResourceState[],
  condemned: ResourceState[],
  { force = false, targetDependents = false }: { force?: boolean; targetDependents?: boolean } = {},
): ResourceState[] {
  const gone = new Set(condemned);
  const left = resources.filter((resource) => !gone.has(resource));
  const dependents = dependentsOf(gone, left);
  if (dependents.length > 0 && !targetDependents) {
    const list = dependents.map(({ urn }) => `  ${urn}`).join("\n");
    throw new Error(
      `these resources depend on what is to be deleted:\n${list}\nDelete them first, or pass --target-dependents.`,
    );
  }
  for (const dependent of dependents) gone.add(dependent);
  const kept = [...gone].filter((resource) => resource.protect).map(({ urn }) => `  ${urn}`);
  if (kept.length > 0 && !force) {
    throw new Error(
      `these resources are protected:\n${kept.join("\n")}\nPass --force to delete them from the state all the same.`,
    );
  }
  return resources.filter((resource) => !gone.has(resource));
}

/** What of `left`, directly or not, needs something that goes and of which nothing is left. */
function dependentsOf(gone: ReadonlySet<ResourceState>, left: ResourceState[]): ResourceState[] {
  const remaining = new Set(left.flatMap(names));
  const missing = new Set([...gone].flatMap(names).filter((name) => !remaining.has(name)));
  // Each resource comes after what it needs: one pass finds them all.
  return left.filter((resource) => {
    const needs = [...references(resource)].map(([, urn]) => urn);
    if (!missing.has(resource.provider ?? "") && !needs.some((urn) => missing.has(urn))) return false;
    for (const name of names(resource)) missing.add(name);
    return true;
  });
}

/** The names by which others refer to a resource. */
function names({ urn, type, id }: ResourceState): string[] {
  return isProviderType(type) ? [urn, providerReference(urn, id ?? "")] : [urn];
}
