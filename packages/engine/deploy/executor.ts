import { performance } from "node:perf_hooks";
import type { ResourceState } from "../state/resource.ts";
import { type ApplyContext, applyStep } from "./apply.ts";
import type { EventListener } from "./events.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { Semaphore } from "./semaphore.ts";
import { isLogical, type Step, type StepOutcome } from "./step.ts";

/** The run is over: something failed elsewhere, or somebody asked it to stop. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/** A step failed; it has been reported, and the run ends with it. */
export class StepFailedError extends Error {
  override readonly name = "StepFailedError";
}

export interface ExecutorOptions {
  context: ApplyContext;
  journal: Journal;
  ledger: Ledger;
  /** How many chains of steps at once. */
  parallel: number;
  emit: EventListener;
  /** Called once, when the first step fails. */
  onFailure(): void;
}

/** Does chains of steps: the intent on disk, the provider's call, the result on disk, one step after the other. */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #slots: Semaphore;
  #stopped = false;
  #failed = false;

  constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#slots = new Semaphore(options.parallel);
  }

  get failed(): boolean {
    return this.#failed;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** No step starts from here on; those under way go on to their end. */
  stop(): void {
    this.#stopped = true;
  }

  /**
   * Does the steps in order, and gives the state the last one that made one ended with.
   * @throws StoppedError when the run stopped before the chain was done
   * @throws StepFailedError when a step failed
   */
  async run(steps: Step[]): Promise<ResourceState | undefined> {
    for (const step of steps) {
      if (isLogical(step)) this.#options.emit({ kind: "planned", step });
    }
    return this.#slots.use(async () => {
      let state: ResourceState | undefined;
      for (const step of steps) {
        const outcome = await this.#step(step);
        if (step.op !== "replace" && outcome.state !== undefined) state = outcome.state;
      }
      return state;
    });
  }

  /** Does groups of independent steps, group after group; after one that failed in part no other is begun. */
  async runGroups(groups: Step[][]): Promise<void> {
    for (const group of groups) {
      const results = await Promise.allSettled(group.map((step) => this.run([step])));
      const rejected = results.find((result) => result.status === "rejected");
      if (rejected !== undefined) throw rejected.reason;
    }
  }

  async #step(step: Step): Promise<StepOutcome> {
    if (this.#stopped) throw new StoppedError("the run was stopped");
    const { context, journal, ledger, emit } = this.#options;
    emit({ kind: "started", step });
    const start = performance.now();
    await journal.begin(step);
    const outcome = await applyStep(step, context);
    await journal.end(step, outcome);
    if (outcome.state !== undefined && step.op !== "refresh") ledger.news.set(step.urn, outcome.state);
    emit({ kind: "finished", step, outcome, seconds: (performance.now() - start) / 1000 });
    if (outcome.error !== undefined) this.#fail(step, outcome.error);
    return outcome;
  }

  #fail(step: Step, error: Error): never {
    this.#options.emit({ kind: "diagnostic", severity: "error", urn: step.urn, message: error.message });
    const first = !this.#failed;
    this.#failed = true;
    this.#stopped = true;
    if (first) this.#options.onFailure();
    throw new StepFailedError(error.message);
  }
}
