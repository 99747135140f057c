import type { PropertyMap } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { parseUrn } from "../state/urn.ts";
import type { Operation, Step, StepOutcome } from "./step.ts";

/** When a hook runs, by the names the state has for it. */
export const hookTypes = [
  "BeforeCreate",
  "AfterCreate",
  "BeforeUpdate",
  "AfterUpdate",
  "BeforeDelete",
  "AfterDelete",
  "OnError",
] as const;

export type HookType = (typeof hookTypes)[number];

/** What a hook is told of the resource. */
export interface HookFacts {
  urn: string;
  /** `""` before it is made. */
  id: string;
  name: string;
  type: string;
  newInputs?: PropertyMap;
  oldInputs?: PropertyMap;
  newOutputs?: PropertyMap;
  oldOutputs?: PropertyMap;
}

/** A function of the program's that runs before or after something happens to a resource. */
export interface ResourceHook {
  /** True: in previews, too. */
  onDryRun: boolean;
  /** True: that it failed is a warning. */
  ignoreErrors: boolean;
  call(facts: HookFacts): Promise<void>;
}

/** What an error hook is told: what failed, and why each time, the latest first. */
export interface Failure {
  operation: "create" | "update" | "delete";
  errors: string[];
}

/** A function of the program's that says whether what failed is tried again. */
export interface ErrorHook {
  retries(facts: HookFacts, failure: Failure): Promise<boolean>;
}

/** What running hooks needs of the run. */
export interface HookContext {
  preview: boolean;
  hooks: Hooks;
  warn(urn: string, message: string): void;
}

/** How often error hooks may have the same thing tried again, as in the CLI. */
const maxRetries = 100;

const hooked: Partial<Record<Operation, "Create" | "Update" | "Delete">> = {
  create: "Create",
  "create-replacement": "Create",
  update: "Update",
  delete: "Delete",
  "delete-replaced": "Delete",
};

/**
 * The hooks that a program has registered, by name.
 * {@link https://www.pulumi.com/docs/iac/concepts/options/hooks/}
 */
export class Hooks {
  readonly #ofResources = new Map<string, ResourceHook>();
  readonly #ofErrors = new Map<string, ErrorHook>();

  /** True when there are none. */
  get isEmpty(): boolean {
    return this.#ofResources.size === 0 && this.#ofErrors.size === 0;
  }

  /** @throws Error when the name is taken */
  register(name: string, hook: ResourceHook): void {
    this.#claim(name);
    this.#ofResources.set(name, hook);
  }

  /** @throws Error when the name is taken */
  registerErrorHook(name: string, hook: ErrorHook): void {
    this.#claim(name);
    this.#ofErrors.set(name, hook);
  }

  /** Runs those of one type that are bound to a resource. @throws Error that names the first that failed */
  async run(
    type: Exclude<HookType, "OnError">,
    resource: ResourceState,
    facts: HookFacts,
    context: HookContext,
  ): Promise<void> {
    for (const name of resource.resourceHooks?.[type] ?? []) {
      const hook = this.#ofResources.get(name);
      if (hook === undefined) throw new Error(`hook "${name}" was not registered`);
      if (context.preview && !hook.onDryRun) continue;
      try {
        await hook.call(facts);
      } catch (cause) {
        const reason = messageOf(cause);
        if (!hook.ignoreErrors) {
          const when = type.startsWith("Before") ? "before" : "after";
          throw new Error(`${when} hook "${name}" failed: ${reason}`, { cause });
        }
        context.warn(facts.urn, `${type} hook "${name}" failed: ${reason}`);
      }
    }
  }

  /** True when an error hook of the resource wants what failed to be tried again; all of them are asked. */
  async retries(resource: ResourceState, facts: HookFacts, failure: Failure): Promise<boolean> {
    let retry = false;
    for (const name of resource.resourceHooks?.OnError ?? []) {
      const hook = this.#ofErrors.get(name);
      if (hook === undefined) throw new Error(`error hook "${name}" was not registered`);
      try {
        retry = (await hook.retries(facts, failure)) || retry;
      } catch (cause) {
        throw new Error(`error hook "${name}" failed: ${messageOf(cause)}`, { cause });
      }
    }
    return retry;
  }

  #claim(name: string): void {
    if (name === "") throw new Error("the name of a resource hook cannot be empty");
    if (this.#ofResources.has(name) || this.#ofErrors.has(name))
      throw new Error(`a resource hook is already registered under the name "${name}"`);
  }
}

/**
 * Does a step with the hooks of its resource around it. One that fails beforehand keeps the step from being done; one that
 * fails afterwards leaves what was done in the state, and the run fails. The outputs of components come later, and so do
 * the hooks that run after they are made: {@link afterOutputs}.
 */
export async function withHooks(
  step: Step,
  context: HookContext,
  work: () => Promise<StepOutcome>,
): Promise<StepOutcome> {
  const what = hooked[step.op];
  const resource = what === "Delete" ? step.old : step.new;
  if (what === undefined || resource?.resourceHooks === undefined) return work();
  const { hooks } = context;
  await hooks.run(`Before${what}`, resource, factsOf(step), context);
  const outcome = await retrying(step, resource, context, work);
  if (outcome.error !== undefined || (!resource.custom && what !== "Delete")) return outcome;
  return { ...outcome, hookError: await afterwards(`After${what}`, resource, step, outcome.state, context) };
}

/** Runs what is to run after a component was made or changed. @returns why one of them failed */
export async function afterOutputs(
  step: Step,
  state: ResourceState,
  context: HookContext,
): Promise<Error | undefined> {
  const what = hooked[step.op];
  if (what === undefined || what === "Delete") return undefined;
  return afterwards(`After${what}`, state, step, state, context);
}

async function afterwards(
  type: "AfterCreate" | "AfterUpdate" | "AfterDelete",
  resource: ResourceState,
  step: Step,
  state: ResourceState | undefined,
  context: HookContext,
): Promise<Error | undefined> {
  try {
    await context.hooks.run(type, resource, factsOf(step, state), context);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function retrying(
  step: Step,
  resource: ResourceState,
  { hooks, warn }: HookContext,
  work: () => Promise<StepOutcome>,
): Promise<StepOutcome> {
  const operation = hooked[step.op]?.toLowerCase();
  if (operation !== "create" && operation !== "update" && operation !== "delete") return work();
  const errors: string[] = [];
  for (;;) {
    const outcome = await work().catch((error): StepOutcome => ({ error }));
    if (outcome.error === undefined || resource.resourceHooks?.OnError === undefined) return outcome;
    errors.unshift(outcome.error.message);
    if (errors.length === maxRetries) {
      warn(step.urn, `maximum number of error hook retries (${maxRetries}) reached`);
      return outcome;
    }
    if (!(await hooks.retries(resource, factsOf(step), { operation, errors }))) return outcome;
    warn(step.urn, `retrying ${operation} due to on-error hook request (${errors.length}/${maxRetries})`);
  }
}

/** @param state what came of the step */
function factsOf(step: Step, state?: ResourceState): HookFacts {
  const { urn, type } = step;
  const what = hooked[step.op];
  const old = what === "Create" ? undefined : step.old;
  const wanted = what === "Delete" ? undefined : step.new;
  return {
    urn,
    type,
    id: state?.id ?? old?.id ?? "",
    name: parseUrn(urn).name,
    newInputs: wanted?.inputs,
    oldInputs: old?.inputs,
    newOutputs: state?.outputs,
    oldOutputs: old?.outputs,
  };
}

/** By URN, the hooks that are to run when a resource is deleted. */
export function deleteHooks(resources: readonly ResourceState[]): Map<string, string[]> {
  const found = resources.map(({ urn, resourceHooks: hooks = {} }): [string, string[]] => [
    urn,
    [...(hooks.BeforeDelete ?? []), ...(hooks.AfterDelete ?? [])],
  ]);
  return new Map(found.filter(([, names]) => names.length > 0));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
