import type { ProviderRegistry } from "../plugins/registry.ts";
import type { PropertyMap } from "../property/value.ts";
import type { ResourceState, Snapshot } from "../state/resource.ts";
import type { ApplyContext } from "./apply.ts";
import { ComponentOutputs } from "./component-outputs.ts";
import { planDeletions } from "./deletion.ts";
import type { EventListener, Severity } from "./events.ts";
import { Executor, StepFailedError, StoppedError } from "./executor.ts";
import { Failures } from "./failures.ts";
import type { Goal, ReadGoal } from "./goal.ts";
import type { Hooks } from "./hooks.ts";
import { type DefaultProvider, type ImportGoal, importGroups, keepAll } from "./import.ts";
import { Journal, type SnapshotStore } from "./journal.ts";
import { Ledger } from "./ledger.ts";
import { Planner, type RegistrationPlan } from "./planner.ts";
import { ResourceProviders } from "./providers.ts";
import { refreshSteps } from "./refresh.ts";
import { ResourceError } from "./resource-error.ts";
import { notFound, type Selection } from "./selection.ts";
import type { Step } from "./step.ts";
import { makeUrn } from "./urn.ts";

export interface DeploymentOptions {
  project: string;
  stack: string;
  preview: boolean;
  /** How many resources are worked on at once. */
  parallel: number;
  base: Snapshot;
  /** Absent in a preview: nothing is written. */
  store?: SnapshotStore;
  registry: ProviderRegistry;
  selection: Selection;
  /** True: in the end everything goes. A program that runs beforehand makes nothing but what it is deleted with. */
  destroys?: boolean;
  /** True: after a failure the run goes on with what does not need what failed. */
  continueOnError?: boolean;
  /** What the program has registered to run before and after steps. */
  hooks: Hooks;
  emit: EventListener;
  /** ISO 8601, for `created` and `modified`. */
  now(): string;
  /** Called when the run has failed or was told to stop: no answer will come to what the program still asks. */
  onStop(): void;
  /** Told what the program registers, before anything can fail with it. */
  learn(properties: PropertyMap): void;
}

/** What came of something that the program asked for. */
export interface Answer {
  /** As it is now, or was wanted. */
  state: ResourceState;
  /** False, where the run goes on after failures, when it failed or needs what did. */
  isDone: boolean;
}

/**
 * One run over a stack: takes what the program registers, does what it takes, and deletes what the program no longer
 * speaks of.
 */
export class Deployment {
  readonly #options: DeploymentOptions;
  readonly #journal: Journal;
  readonly #failures: Failures | undefined;
  readonly #running = new Set<Promise<unknown>>();
  #ledger: Ledger;
  #planner: Planner;
  #executor: Executor;
  readonly #providers: ResourceProviders;
  readonly #outputs: ComponentOutputs;
  /** What a run that died was at work on, and what is gone now. */
  readonly #foundGone = new Set<string>();
  #reported = false;

  constructor(options: DeploymentOptions) {
    this.#options = options;
    this.#journal = new Journal(options.base, options.store);
    this.#failures = options.continueOnError ? new Failures() : undefined;
    this.#ledger = new Ledger(options.base.resources);
    this.#providers = new ResourceProviders(options.registry, () => this.#ledger.all);
    this.#outputs = new ComponentOutputs({
      journal: this.#journal,
      hooks: this.#applyContext(),
      emit: options.emit,
      update: (state) => this.#ledger.news.set(state.urn, state),
      fail: (urn, error) => this.#executor.fail(urn, error),
    });
    this.#executor = this.#makeExecutor();
    this.#planner = this.#makePlanner();
  }

  /** True once something has failed. */
  get failed(): boolean {
    return this.#reported || this.#executor.failed;
  }

  /** True once no more steps may begin, and it cannot end well. */
  get isOver(): boolean {
    return this.#reported || this.#executor.stopped;
  }

  /** The state as it is now. */
  snapshot(): Snapshot {
    return this.#journal.snapshot();
  }

  /** A resource of this run or, if it was not registered yet, of the last. */
  known(urn: string): ResourceState | undefined {
    return this.#ledger.news.get(urn) ?? this.#ledger.olds.get(urn);
  }

  /** A resource that the last run left, directly under the stack. */
  stored(type: string, name: string): ResourceState | undefined {
    return this.#ledger.olds.get(makeUrn(this.#options.stack, this.#options.project, type, name));
  }

  /** True when the program registered it, and it will not be made: the run is not about it. */
  isSkipped(urn: string): boolean {
    return this.#ledger.skipped.has(urn);
  }

  /** Reports something to the person; an error makes the run fail. */
  report(severity: Severity, message: string, urn?: string): void {
    if (severity === "error") this.#reported = true;
    this.#options.emit({ kind: "diagnostic", severity, urn, message });
  }

  /** The run cannot end well any more, though it goes on for now. */
  fail(): void {
    this.#reported = true;
  }

  /** No step starts from here on; those under way go on to their end. */
  stop(): void {
    this.#executor.stop();
    this.#options.onStop();
  }

  register(goal: Goal): Promise<Answer> {
    this.#options.learn(goal.properties);
    return this.#track(async () => {
      const plan = await this.#guarded(() => this.#planner.register(goal));
      return this.#carryOut(plan);
    });
  }

  read(goal: ReadGoal): Promise<Answer> {
    return this.#track(async () => this.#carryOut(await this.#guarded(() => this.#planner.read(goal))));
  }

  /** The outputs of a component, which come after it was made; those of the stack wait for the end of the run. */
  async setOutputs(urn: string, outputs: PropertyMap): Promise<void> {
    const state = this.#ledger.news.get(urn);
    if (state === undefined) throw new Error(`the outputs of ${urn} came, but it is not registered`);
    if (this.#ledger.skipped.has(urn)) return;
    await this.#track(() => this.#outputs.set(state, outputs));
  }

  /** Makes the stack's outputs what the program said; after a run that failed those it did not come to stay as they were. */
  async settleStackOutputs(failed: boolean): Promise<void> {
    await this.#outputs.settleStack((urn) => (failed ? this.#ledger.olds.get(urn)?.outputs : undefined));
  }

  /**
   * Deletes what is to go, when the program has ended well, as far as the run is about it. Where something of it may not
   * go, nothing goes.
   * @param spareProtected true: what is protected, and what that needs, stays
   */
  async deleteLeftovers(spareProtected = false): Promise<void> {
    const { preview, selection, emit, destroys = false } = this.#options;
    const unknown = selection.unknownTargets((urn) => this.#isKnown(urn));
    const plan = planDeletions(this.#journal, this.#ledger, selection, {
      everything: destroys,
      spareProtected,
    });
    const mistakes = [
      ...unknown.map((urn) => ({ urn: undefined, message: notFound(urn) })),
      ...plan.mistakes,
    ];
    for (const { urn, message } of mistakes) this.report("error", message, urn);
    if (mistakes.length > 0 && !preview) throw new StepFailedError("not everything may be deleted");
    for (const state of plan.kept) {
      const step: Step = { op: "same", urn: state.urn, type: state.type, old: state, new: state };
      emit({ kind: "started", step });
      emit({ kind: "finished", step, outcome: { state }, seconds: 0 });
    }
    await this.#track(() => this.#executor.runGroups(plan.groups));
  }

  /** @throws StepFailedError when something that is to be replaced, or read back, is not there */
  #requireKnown(unknown: string[]): void {
    for (const urn of unknown) this.report("error", notFound(urn));
    if (unknown.length > 0) throw new StepFailedError("not everything that was named is there");
  }

  /** @throws StepFailedError when something that is to be replaced is not there */
  checkReplaces(): void {
    this.#requireKnown(this.#options.selection.unknownReplaces((urn) => this.#ledger.olds.has(urn)));
  }

  #isKnown(urn: string): boolean {
    const { registered, all } = this.#ledger;
    return registered.has(urn) || this.#foundGone.has(urn) || all.some((state) => state.urn === urn);
  }

  /** Takes what exists already into the state; what is in it stays as it is. */
  async import(goals: ImportGoal[], defaultProvider: DefaultProvider): Promise<void> {
    await this.#track(async () => {
      await this.#executor.runGroups(keepAll(this.#ledger, this.#options));
      await this.#executor.runGroups(await importGroups(goals, this.#ledger, this.#options, defaultProvider));
    });
  }

  /**
   * Reads resources back and puts what is found in the place of what the state says.
   * @param only which of them; by default those that the run is about
   */
  async refresh(only?: (state: ResourceState) => boolean): Promise<void> {
    const { selection } = this.#options;
    if (only === undefined) this.#requireKnown(selection.unknownNames((urn) => this.#isKnown(urn)));
    const found = new Map<ResourceState, ResourceState | undefined>();
    const steps = refreshSteps(this.#ledger.all.filter(only ?? ((state) => selection.contains(state))));
    await this.#track(async () => {
      const results = await Promise.allSettled(
        steps.map(async (step) => {
          const state = await this.#executor.run([step]);
          if (step.old !== undefined) found.set(step.old, state);
        }),
      );
      // What was found is true even where something else could not be read.
      await this.#journal.rebase(found);
      const rejected = results.find((result) => result.status === "rejected");
      if (rejected !== undefined) throw rejected.reason;
    });
    this.#ledger = new Ledger([...this.#journal.base.values()]);
    this.#executor = this.#makeExecutor();
    this.#planner = this.#makePlanner();
  }

  /** Reads back what a run that died was changing or deleting; what is gone may be named all the same. */
  async resolve(interrupted: ReadonlySet<string>): Promise<void> {
    await this.refresh(({ urn }) => interrupted.has(urn));
    for (const urn of interrupted) if (!this.#isKnown(urn)) this.#foundGone.add(urn);
  }

  /** Reads back what its provider wants to have read back before each run. */
  async refreshWhatAsksForIt(): Promise<void> {
    const { selection } = this.#options;
    if (!this.#ledger.all.some((state) => state.refreshBeforeUpdate)) return;
    await this.refresh((state) => state.refreshBeforeUpdate === true && selection.contains(state));
  }

  /** Forgets the creates that a crashed run left in doubt. */
  async clearPendingCreates(): Promise<void> {
    await this.#journal.clearPendingCreates(() => true);
  }

  /** Waits until nothing is under way, and everything is written. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
    await this.#journal.flush();
  }

  async #carryOut(plan: RegistrationPlan): Promise<Answer> {
    const { urn, steps } = plan;
    const last = steps.findLast((step) => step.urn === urn);
    if (last?.new === undefined) throw new Error(`there is no step that makes ${urn}`);
    if (this.#failures?.leaveOut(last)) return { state: last.new, isDone: false };
    try {
      return { state: await this.#do(plan), isDone: true };
    } catch (error) {
      if (this.#failures === undefined || !(error instanceof StepFailedError)) throw error;
      this.#failures.add(last);
      return { state: last.new, isDone: false };
    }
  }

  async #do({ urn, steps, next }: RegistrationPlan): Promise<ResourceState> {
    const state = await this.#executor.run(steps);
    if (state === undefined) throw new Error(`the steps of ${urn} gave no state`);
    this.#outputs.expect(steps.find((step) => step.urn === urn));
    if (next === undefined) return state;
    const following = await this.#guarded(() => next(state));
    return (await this.#executor.run(following)) ?? state;
  }

  /** A plan that cannot be made is reported, and ends the run. */
  async #guarded<T>(plan: () => Promise<T>): Promise<T> {
    if (this.#executor.stopped) throw new StoppedError("the run was stopped");
    try {
      return await plan();
    } catch (error) {
      if (!this.#executor.stopped) {
        const urn = error instanceof ResourceError ? error.urn : undefined;
        this.report("error", error instanceof Error ? error.message : String(error), urn);
        this.stop();
      }
      throw new StepFailedError("the resource could not be planned", { cause: error });
    }
  }

  #track<T>(task: () => Promise<T>): Promise<T> {
    const running = task();
    const settled = running.catch(() => {}).finally(() => this.#running.delete(settled));
    this.#running.add(settled);
    return running;
  }

  #makeExecutor(): Executor {
    const { parallel, emit, onStop } = this.#options;
    return new Executor({
      context: this.#applyContext(),
      journal: this.#journal,
      ledger: this.#ledger,
      parallel,
      emit,
      failures: this.#failures,
      onFailure: onStop,
    });
  }

  #makePlanner(): Planner {
    const { project, stack, preview, registry, selection, destroys = false } = this.#options;
    return new Planner({
      project,
      stack,
      preview,
      registry,
      selection,
      destroys,
      ledger: this.#ledger,
      loadProvider: (state) => this.#providers.load(state),
      report: (urn, error) => this.report("error", error.message, urn),
      warn: (urn, message) => this.report("warning", message, urn),
    });
  }

  #applyContext(): ApplyContext {
    const { preview, registry, now, hooks } = this.#options;
    return {
      preview,
      hooks,
      now,
      provider: (state) => this.#providers.of(state),
      keepProvider: (state) => registry.same(state),
      isDeleted: (urn) => this.#ledger.deleted.has(urn),
      warn: (urn, message) => this.report("warning", message, urn),
    };
  }
}
