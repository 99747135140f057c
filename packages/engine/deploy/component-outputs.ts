import type { PropertyMap } from "../property/value.ts";
import type { ResourceState } from "../state/resource.ts";
import { rootStackType } from "../state/urn.ts";
import type { EventListener } from "./events.ts";
import { afterOutputs, type HookContext } from "./hooks.ts";
import type { Journal } from "./journal.ts";
import type { Step } from "./step.ts";

export interface ComponentOutputsOptions {
  journal: Journal;
  hooks: HookContext;
  emit: EventListener;
  /** Takes note of what a component has become. */
  update(state: ResourceState): void;
  /** A hook that runs afterwards failed. */
  fail(urn: string, error: Error): void;
}

/** The outputs of components, which the program tells after they were made; those of the stack wait for the end of the run. */
export class ComponentOutputs {
  readonly #options: ComponentOutputsOptions;
  /** Components that were made or changed in this run: what is to run then waits for their outputs. */
  readonly #awaited = new Map<string, Step>();
  #ofStack: { state: ResourceState; outputs: PropertyMap } | undefined;

  constructor(options: ComponentOutputsOptions) {
    this.#options = options;
  }

  /** Takes note of a step that was done; of one with a component that has hooks they wait for its outputs. */
  expect(step: Step | undefined): void {
    if (step?.new?.custom === false && step.new.resourceHooks !== undefined)
      this.#awaited.set(step.urn, step);
  }

  async set(state: ResourceState, outputs: PropertyMap): Promise<void> {
    if (state.type === rootStackType && state.parent === undefined) this.#ofStack = { state, outputs };
    else await this.#store(state, outputs);
  }

  /**
   * Makes the stack's outputs what the program said.
   * @param before those of the last run, after a run that failed: what it did not come to stays as it was
   */
  async settleStack(before: (urn: string) => PropertyMap | undefined): Promise<void> {
    if (this.#ofStack === undefined) return;
    const { state, outputs } = this.#ofStack;
    await this.#store(state, { ...before(state.urn), ...outputs });
  }

  async #store(state: ResourceState, outputs: PropertyMap): Promise<void> {
    const { journal, emit, hooks, update, fail } = this.#options;
    const { urn } = state;
    const now = await journal.setOutputs(state, outputs);
    update(now);
    emit({ kind: "outputs", urn, state: now });
    const step = this.#awaited.get(urn);
    this.#awaited.delete(urn);
    const error = step && (await afterOutputs(step, now, hooks));
    if (error !== undefined) fail(urn, error);
  }
}
