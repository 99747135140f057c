import type { PropertyMap } from "../property/value.ts";

/**
 * One resource as the state knows it (Pulumi's `ResourceV3` with its values decoded). Once it stands in a snapshot that
 * is being saved it is never changed, only replaced by another: what is stored of it is remembered by identity.
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go}
 */
export interface ResourceState {
  urn: string;
  /** True for what a provider manages (providers and stack references too), false for components. */
  custom: boolean;
  /** True while it waits to be deleted by the second half of a replacement. */
  delete: boolean;
  /** The provider's id; absent for components. */
  id?: string;
  type: string;
  inputs: PropertyMap;
  outputs: PropertyMap;
  parent?: string;
  protect: boolean;
  /** True when the next update must replace it. */
  taint?: boolean;
  /** True for what was read, not made: never updated, never deleted. */
  external: boolean;
  dependencies: string[];
  initErrors: string[];
  /** `<urn>::<id>` of its provider; absent for components and providers. */
  provider?: string;
  propertyDependencies: Record<string, string[]>;
  /** True once it was deleted so that a replacement can be created. */
  pendingReplacement: boolean;
  additionalSecretOutputs: string[];
  aliases: string[];
  /** Seconds. */
  customTimeouts?: { create?: number; update?: number; delete?: number; read?: number };
  importId?: string;
  retainOnDelete: boolean;
  deletedWith?: string;
  replaceWith?: string[];
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  hideDiff?: string[];
  replacementTrigger?: PropertyMap[string];
  /** ISO 8601 times with nanoseconds or less. */
  created?: string;
  modified?: string;
  sourcePosition?: string;
  /** Where in the program it was registered, innermost call first. */
  stackTrace?: { sourcePosition?: string }[];
  refreshBeforeUpdate?: boolean;
  viewOf?: string;
  resourceHooks?: Record<string, string[]>;
}

/** What was under way when a process died. */
export interface PendingOperation {
  resource: ResourceState;
  type: "creating" | "updating" | "deleting" | "reading" | "importing";
}

/** All that a stack's state holds: resources in an order in which each follows what it needs. */
export interface Snapshot {
  resources: ResourceState[];
  pendingOperations: PendingOperation[];
}
