import { randomBytes } from "node:crypto";
import { ResourceInitError } from "../plugins/errors.ts";
import type { Provider } from "../plugins/provider.ts";
import { equal } from "../property/diff.ts";
import { makeSecret } from "../property/secret.ts";
import { unknownSentinel } from "../property/signature.ts";
import { own, type PropertyMap, Secret } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { isProviderType } from "../state/urn.ts";
import { CheckFailuresError } from "./check-failures.ts";
import { diffResource, invert } from "./diffing.ts";
import { type HookContext, withHooks } from "./hooks.ts";
import type { Step, StepOutcome } from "./step.ts";

/** What doing a step needs. */
export interface ApplyContext extends HookContext {
  /** The provider of a custom resource, loaded and configured. */
  provider(state: ResourceState): Promise<Provider>;
  /** Takes note of a provider resource that stays as it is. */
  keepProvider(state: ResourceState): Promise<void>;
  /** True when the resource goes in this run. */
  isDeleted(urn: string): boolean;
  now(): string;
}

/** Does one step. What the provider refuses is in the outcome, never thrown. */
export async function applyStep(step: Step, context: ApplyContext): Promise<StepOutcome> {
  try {
    return await withHooks(step, context, async () => marked(step, await apply(step, context)));
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function apply(step: Step, context: ApplyContext): Promise<StepOutcome> {
  const { old, new: goal } = step;
  switch (step.op) {
    case "same":
      if (step.leftOut) return { state: old ?? goal };
      return same(required(old, step), required(goal, step), context);
    case "create":
    case "create-replacement":
      return create(required(goal, step), context);
    case "update":
      return update(required(old, step), required(goal, step), step.ignoreChanges ?? [], context);
    case "delete":
    case "delete-replaced":
      await remove(required(old, step), context);
      return {};
    case "read":
    case "read-replacement":
      return read(required(goal, step), old, context);
    case "refresh":
      return refresh(required(old, step), context);
    case "import":
    case "import-replacement":
      if (step.isAdoption) return adopt(required(goal, step), context);
      return importResource(required(goal, step), context);
    case "replace":
    case "discard":
    case "discard-replaced":
    case "remove-pending-replace":
      return {};
  }
}

function required(state: ResourceState | undefined, step: Step): ResourceState {
  if (state === undefined) throw new Error(`the step "${step.op}" of ${step.urn} lacks a state`);
  return state;
}

async function same(old: ResourceState, goal: ResourceState, context: ApplyContext): Promise<StepOutcome> {
  const state: ResourceState = {
    ...goal,
    id: old.id,
    outputs: old.outputs,
    created: old.created,
    modified: old.modified,
    initErrors: old.initErrors,
  };
  // What is stored are the inputs the provider was configured with, so that what it ignores never looks changed to it.
  if (isProviderType(goal.type)) await context.keepProvider({ ...state, inputs: old.inputs });
  return { state };
}

async function create(goal: ResourceState, context: ApplyContext): Promise<StepOutcome> {
  const now = context.now();
  const made = (id: string | undefined, outputs: PropertyMap): ResourceState => ({
    ...goal,
    id,
    outputs,
    created: now,
    modified: now,
  });
  if (!goal.custom) return { state: made(undefined, {}) };
  const provider = await context.provider(goal);
  try {
    const { id, outputs } = await provider.create({
      urn: goal.urn,
      inputs: goal.inputs,
      timeout: goal.customTimeouts?.create ?? 0,
      preview: context.preview,
    });
    return { state: made(id, outputs) };
  } catch (error) {
    if (!(error instanceof ResourceInitError)) throw error;
    return { state: { ...made(error.id, error.outputs), initErrors: error.reasons }, error };
  }
}

async function update(
  old: ResourceState,
  goal: ResourceState,
  ignoreChanges: string[],
  context: ApplyContext,
): Promise<StepOutcome> {
  const kept = { ...goal, id: old.id, created: old.created, modified: old.modified };
  if (!goal.custom) return { state: { ...kept, outputs: old.outputs } };
  const provider = await context.provider(goal);
  const modified = context.now();
  try {
    const outputs = await provider.update({
      urn: goal.urn,
      id: old.id ?? "",
      oldInputs: old.inputs,
      oldOutputs: old.outputs,
      newInputs: goal.inputs,
      ignoreChanges,
      timeout: goal.customTimeouts?.update ?? 0,
      preview: context.preview,
    });
    return { state: { ...kept, outputs, modified } };
  } catch (error) {
    if (!(error instanceof ResourceInitError)) throw error;
    // The new inputs did not all come true: with the old ones the next run compares again.
    return {
      state: { ...kept, inputs: old.inputs, outputs: error.outputs, initErrors: error.reasons, modified },
      error,
    };
  }
}

async function remove(old: ResourceState, context: ApplyContext): Promise<void> {
  if (context.preview || !old.custom || old.external || old.retainOnDelete) return;
  if (old.deletedWith !== undefined && context.isDeleted(old.deletedWith)) return;
  const provider = await context.provider(old);
  await provider.delete({
    urn: old.urn,
    id: old.id ?? "",
    oldInputs: old.inputs,
    oldOutputs: old.outputs,
    timeout: old.customTimeouts?.delete ?? 0,
  });
}

/** Reads happen in previews too, unless it is not known yet what to read. */
async function read(
  goal: ResourceState,
  old: ResourceState | undefined,
  context: ApplyContext,
): Promise<StepOutcome> {
  const kept = { ...goal, created: old?.created, modified: old?.modified };
  if (goal.id === unknownSentinel) return { state: { ...kept, outputs: {} } };
  const provider = await context.provider(goal);
  const result = await provider.read({
    urn: goal.urn,
    id: goal.id ?? "",
    inputs: goal.inputs,
    state: goal.inputs,
    timeout: 0,
  });
  if (result.id === "") throw new Error(`there is no resource with the id "${goal.id}"`);
  const state = { ...kept, id: result.id, outputs: result.outputs };
  const changed =
    old !== undefined && !(equal(state.inputs, old.inputs) && equal(state.outputs, old.outputs));
  return { state: changed ? { ...state, modified: context.now() } : state };
}

/** `state` is absent from the outcome when the resource is gone. */
async function refresh(old: ResourceState, context: ApplyContext): Promise<StepOutcome> {
  if (!old.custom || isProviderType(old.type) || old.pendingReplacement) return { state: old };
  const provider = await context.provider(old);
  const found = await readKeepingErrors(provider, old, context);
  if (found.id === "") return {};
  const inputs = found.inputs ?? old.inputs;
  const changed = !equal(inputs, old.inputs) || !equal(found.outputs, old.outputs);
  const state: ResourceState = {
    ...old,
    id: found.id,
    inputs,
    outputs: found.outputs,
    initErrors: found.initErrors,
    modified: changed ? context.now() : old.modified,
  };
  if (old.external) return { state: changed ? state : old };
  // The change that an `up` of the unchanged program would make, turned round.
  const diff = invert(await diffResource(provider, state, old.inputs, old.ignoreChanges ?? []));
  return { state, diff };
}

async function readKeepingErrors(provider: Provider, old: ResourceState, context: ApplyContext) {
  try {
    const found = await provider.read({
      urn: old.urn,
      id: old.id ?? "",
      inputs: old.inputs,
      state: old.outputs,
      timeout: old.customTimeouts?.read ?? 0,
    });
    return { ...found, initErrors: [] };
  } catch (error) {
    if (!(error instanceof ResourceInitError)) throw error;
    context.warn(old.urn, `it is not in a healthy state:\n* ${error.reasons.join("\n* ")}`);
    return { id: error.id, inputs: error.inputs, outputs: error.outputs, initErrors: error.reasons };
  }
}

/** Reads what is to be taken over; its inputs become the state's, for the program's to be compared with. */
async function importResource(goal: ResourceState, context: ApplyContext): Promise<StepOutcome> {
  const provider = await context.provider(goal);
  const found = await provider.read({
    urn: goal.urn,
    id: goal.importId ?? "",
    state: {},
    timeout: goal.customTimeouts?.read ?? 0,
  });
  if (found.id === "") throw new Error(`there is no resource with the id "${goal.importId}" to import`);
  if (found.inputs === undefined)
    throw new Error(`resources of type ${goal.type} cannot be imported: their inputs cannot be read`);
  const now = context.now();
  return {
    state: {
      ...goal,
      id: found.id,
      inputs: found.inputs,
      outputs: found.outputs,
      created: now,
      modified: now,
    },
  };
}

/** Takes over what no program speaks of yet: its inputs are what was read. */
async function adopt(goal: ResourceState, context: ApplyContext): Promise<StepOutcome> {
  if (!goal.custom) return create(goal, context);
  const { state } = await importResource(goal, context);
  if (state === undefined) return {};
  const { urn, inputs } = state;
  const provider = await context.provider(goal);
  const { failures } = await provider.check({
    urn,
    oldInputs: inputs,
    newInputs: inputs,
    randomSeed: randomBytes(32),
    preview: context.preview,
  });
  if (failures.length > 0) {
    const { message } = new CheckFailuresError(state, failures);
    context.warn(urn, `what was read is not what its provider accepts; edit the code for it: ${message}`);
  }
  return { state: { ...state, importId: undefined } };
}

function marked(step: Step, outcome: StepOutcome): StepOutcome {
  if (outcome.state === undefined || step.op === "replace" || step.leftOut) return outcome;
  return { ...outcome, state: markSecrets(outcome.state) };
}

/** Marks as secret what the program asked for, and every output whose input of the same name is. */
function markSecrets(state: ResourceState): ResourceState {
  const secret = (key: string) =>
    (key !== "id" && state.additionalSecretOutputs.includes(key)) || own(state.inputs, key) instanceof Secret;
  if (!Object.keys(state.outputs).some((key) => secret(key) && !(state.outputs[key] instanceof Secret)))
    return state;
  const outputs = Object.fromEntries(
    Object.entries(state.outputs).map(([key, value]) => [key, secret(key) ? makeSecret(value) : value]),
  );
  return { ...state, outputs };
}
