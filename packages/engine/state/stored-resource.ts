import { z } from "zod";
import {
  fromStored,
  type SecretForm,
  type StoredObject,
  type StoredValue,
  toStored,
  valueFromStored,
  valueToStored,
} from "../property/stored.ts";
import { filled } from "./filled.ts";
import type { PendingOperation, ResourceState } from "./resource.ts";

const urns = z.array(z.string());
const properties = z.custom<StoredObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "expected an object",
);

/**
 * A resource in a state file (`ResourceV3`). A field that is not here is one this engine would lose: it is refused.
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go}
 */
export const storedResource = z.strictObject({
  urn: z.string().min(1),
  custom: z.boolean(),
  delete: z.boolean().optional(),
  id: z.string().optional(),
  type: z.string().min(1),
  inputs: properties.optional(),
  outputs: properties.optional(),
  parent: z.string().optional(),
  protect: z.boolean().optional(),
  taint: z.boolean().optional(),
  external: z.boolean().optional(),
  dependencies: urns.nullish(),
  initErrors: z.array(z.string()).nullish(),
  provider: z.string().optional(),
  propertyDependencies: z.record(z.string(), urns.nullable()).nullish(),
  pendingReplacement: z.boolean().optional(),
  additionalSecretOutputs: z.array(z.string()).nullish(),
  aliases: urns.nullish(),
  customTimeouts: z
    .strictObject({
      create: z.number().optional(),
      update: z.number().optional(),
      delete: z.number().optional(),
      read: z.number().optional(),
    })
    .nullish(),
  importID: z.string().optional(),
  retainOnDelete: z.boolean().optional(),
  deletedWith: z.string().optional(),
  replaceWith: urns.nullish(),
  created: z.string().optional(),
  modified: z.string().optional(),
  sourcePosition: z.string().optional(),
  stackTrace: z.array(z.strictObject({ sourcePosition: z.string().optional() })).nullish(),
  ignoreChanges: z.array(z.string()).nullish(),
  hideDiff: z.array(z.string()).nullish(),
  replaceOnChanges: z.array(z.string()).nullish(),
  replacementTrigger: z.custom<StoredValue>().optional(),
  refreshBeforeUpdate: z.boolean().optional(),
  viewOf: z.string().optional(),
  resourceHooks: z.record(z.string(), z.array(z.string())).nullish(),
});

export type StoredResource = z.infer<typeof storedResource>;

export const storedOperation = z.strictObject({
  resource: storedResource,
  type: z.enum(["creating", "updating", "deleting", "reading", "importing"]),
});

export type StoredOperation = z.infer<typeof storedOperation>;

/** The fields stand in the order in which Go writes them; what is empty is left out. */
export function encodeResource(resource: ResourceState, secrets: SecretForm): StoredResource {
  const { urn } = resource;
  return {
    urn,
    custom: resource.custom,
    delete: resource.delete || undefined,
    id: resource.id || undefined,
    type: resource.type,
    inputs: filled(toStored(resource.inputs, secrets, `${urn} inputs`)),
    outputs: filled(toStored(resource.outputs, secrets, `${urn} outputs`)),
    parent: resource.parent || undefined,
    protect: resource.protect || undefined,
    taint: resource.taint || undefined,
    external: resource.external || undefined,
    dependencies: filled(resource.dependencies),
    initErrors: filled(resource.initErrors),
    provider: resource.provider || undefined,
    propertyDependencies: filled(sorted(resource.propertyDependencies)),
    pendingReplacement: resource.pendingReplacement || undefined,
    additionalSecretOutputs: filled(resource.additionalSecretOutputs),
    aliases: filled(resource.aliases),
    customTimeouts: filled(resource.customTimeouts),
    importID: resource.importId || undefined,
    retainOnDelete: resource.retainOnDelete || undefined,
    deletedWith: resource.deletedWith || undefined,
    replaceWith: filled(resource.replaceWith),
    created: resource.created,
    modified: resource.modified,
    sourcePosition: resource.sourcePosition || undefined,
    stackTrace: filled(resource.stackTrace),
    ignoreChanges: filled(resource.ignoreChanges),
    hideDiff: filled(resource.hideDiff),
    replaceOnChanges: filled(resource.replaceOnChanges),
    replacementTrigger:
      resource.replacementTrigger === undefined || resource.replacementTrigger === null
        ? undefined
        : valueToStored(resource.replacementTrigger, secrets, `${urn} replacementTrigger`),
    refreshBeforeUpdate: resource.refreshBeforeUpdate || undefined,
    viewOf: resource.viewOf || undefined,
    resourceHooks: filled(resource.resourceHooks),
  };
}

export function decodeResource(stored: StoredResource, secrets: SecretForm): ResourceState {
  const { urn, importID, replacementTrigger: trigger, ...rest } = stored;
  return {
    urn,
    custom: rest.custom,
    delete: rest.delete ?? false,
    id: rest.id,
    type: rest.type,
    inputs: fromStored(rest.inputs ?? {}, secrets, `${urn} inputs`),
    outputs: fromStored(rest.outputs ?? {}, secrets, `${urn} outputs`),
    parent: rest.parent,
    protect: rest.protect ?? false,
    taint: rest.taint,
    external: rest.external ?? false,
    dependencies: rest.dependencies ?? [],
    initErrors: rest.initErrors ?? [],
    provider: rest.provider,
    propertyDependencies: Object.fromEntries(
      Object.entries(rest.propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []]),
    ),
    pendingReplacement: rest.pendingReplacement ?? false,
    additionalSecretOutputs: rest.additionalSecretOutputs ?? [],
    aliases: rest.aliases ?? [],
    customTimeouts: rest.customTimeouts ?? undefined,
    importId: importID,
    retainOnDelete: rest.retainOnDelete ?? false,
    deletedWith: rest.deletedWith,
    replaceWith: rest.replaceWith ?? undefined,
    created: rest.created,
    modified: rest.modified,
    sourcePosition: rest.sourcePosition,
    stackTrace: rest.stackTrace ?? undefined,
    ignoreChanges: rest.ignoreChanges ?? undefined,
    hideDiff: rest.hideDiff ?? undefined,
    replaceOnChanges: rest.replaceOnChanges ?? undefined,
    replacementTrigger:
      trigger === undefined ? undefined : valueFromStored(trigger, secrets, `${urn} replacementTrigger`),
    refreshBeforeUpdate: rest.refreshBeforeUpdate,
    viewOf: rest.viewOf,
    resourceHooks: rest.resourceHooks ?? undefined,
  };
}

export function encodeOperation({ resource, type }: PendingOperation, secrets: SecretForm): StoredOperation {
  return { resource: encodeResource(resource, secrets), type };
}

export function decodeOperation({ resource, type }: StoredOperation, secrets: SecretForm): PendingOperation {
  return { resource: decodeResource(resource, secrets), type };
}

function sorted<T>(map: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const hasItems = (list: object | undefined) => list !== undefined && Object.keys(list).length > 0;

/** The newer parts of the state format, and which resources use them. */
const features: Record<string, (resource: ResourceState) => boolean> = {
  hooks: (resource) => hasItems(resource.resourceHooks),
  refreshBeforeUpdate: (resource) => resource.refreshBeforeUpdate === true,
  replaceWith: (resource) => hasItems(resource.replaceWith),
  taint: (resource) => resource.taint === true,
  views: (resource) => resource.viewOf !== undefined && resource.viewOf !== "",
};

export const knownFeatures = Object.keys(features);

/** The newer parts that any of the resources uses, sorted. */
export function featuresOf(resources: ResourceState[]): string[] {
  return knownFeatures.filter((feature) => resources.some((resource) => features[feature]?.(resource)));
}
