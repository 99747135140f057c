import type { ResourceState } from "../state/resource.ts";
import type { Goal, ReadGoal } from "./goal.ts";

/** The state a registration asks for, before anything was done: without id and outputs. */
export function wantedState(
  goal: Goal,
  urn: string,
  old: ResourceState | undefined,
  alias: string | undefined,
): ResourceState {
  const timeouts = Object.values(goal.customTimeouts).some(Boolean) ? goal.customTimeouts : undefined;
  return {
    urn,
    type: goal.type,
    custom: goal.custom,
    delete: false,
    inputs: goal.properties,
    outputs: {},
    parent: goal.parent,
    protect: goal.protect ?? false,
    external: false,
    dependencies: goal.dependencies,
    initErrors: [],
    provider: goal.provider,
    propertyDependencies: goal.propertyDependencies,
    pendingReplacement: false,
    additionalSecretOutputs: goal.additionalSecretOutputs,
    aliases: alias === undefined ? [] : [alias],
    customTimeouts: timeouts,
    importId: goal.importId,
    retainOnDelete: goal.retainOnDelete ?? false,
    deletedWith: goal.deletedWith,
    replaceWith: nonEmpty(goal.replaceWith),
    ignoreChanges: nonEmpty(goal.ignoreChanges),
    replaceOnChanges: nonEmpty(goal.replaceOnChanges),
    hideDiff: nonEmpty(goal.hideDiff),
    replacementTrigger: goal.replacementTrigger,
    created: old?.created,
    modified: old?.modified,
    sourcePosition: goal.sourcePosition,
    stackTrace: goal.stackTrace,
    refreshBeforeUpdate: old?.refreshBeforeUpdate,
    resourceHooks: goal.hooks,
  };
}

/** The state a read asks for, before it was done. */
export function wantedRead(goal: ReadGoal, urn: string): ResourceState {
  return {
    urn,
    type: goal.type,
    custom: true,
    delete: false,
    id: goal.id,
    inputs: goal.properties,
    outputs: {},
    parent: goal.parent,
    protect: false,
    external: true,
    dependencies: goal.dependencies,
    initErrors: [],
    provider: goal.provider,
    propertyDependencies: {},
    pendingReplacement: false,
    additionalSecretOutputs: goal.additionalSecretOutputs,
    aliases: [],
    retainOnDelete: false,
    sourcePosition: goal.sourcePosition,
    stackTrace: goal.stackTrace,
  };
}

function nonEmpty(list: string[]): string[] | undefined {
  return list.length === 0 ? undefined : list;
}
