import type { ResourceState } from "./resource.ts";

/** All that must come before a resource in a snapshot but its provider, with a word for how it needs it. */
export function* references(resource: ResourceState): Generator<[relation: string, urn: string]> {
  if (resource.parent) yield ["parent", resource.parent];
  for (const urn of resource.dependencies) yield ["dependency", urn];
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    for (const urn of urns) yield [`dependency of its property "${property}"`, urn];
  }
  if (resource.deletedWith) yield ["deletedWith", resource.deletedWith];
  for (const urn of resource.replaceWith ?? []) yield ["replaceWith", urn];
}
