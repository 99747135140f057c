import type { ResourceState } from "./resource.ts";

/** A resource of which only what is given is known; all else is as for a component that nothing was said about. */
export function newResource(
  given: Pick<ResourceState, "urn" | "type"> & Partial<ResourceState>,
): ResourceState {
  return {
    custom: false,
    delete: false,
    inputs: {},
    outputs: {},
    protect: false,
    external: false,
    dependencies: [],
    initErrors: [],
    propertyDependencies: {},
    pendingReplacement: false,
    additionalSecretOutputs: [],
    aliases: [],
    retainOnDelete: false,
    ...given,
  };
}
