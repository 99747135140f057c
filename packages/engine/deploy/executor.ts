import { performance } from "node:perf_hooks";
import type { ResourceState } from "../state/resource.ts";
import { type ApplyContext, applyStep } from "./apply.ts";
import type { EventListener } from "./events.ts";
import type { Failures } from "./failures.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { Semaphore } from "./semaphore.ts";
import type { Step, StepOutcome } from "./step.ts";

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
  /** How many steps at once. */
  parallel: number;
  emit: EventListener;
  /** Where failures are noted when the run goes on after them. Absent: it ends with the first. */
  failures?: Failures;
  /** Called once, when the first step fails with which the run ends. */
  onFailure(): void;
}

/**
 * Does chains of steps: the intent on disk, the provider's call, the result on disk, one step after the other. While some
 * wait for the disk others are with the provider: twice as many chains are under way as there may be calls. Once a chain's
 * last call has come back the next may begin: what came of the one and the intent of the other are written together.
 */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #chains: Semaphore;
  readonly #calls: Semaphore;
  #stopped = false;
  #failed = false;

  constructor(options: ExecutorOptions) {
    this.#options = options;
    const { parallel } = options;
    this.#chains = new Semaphore(parallel === 1 ? 1 : 2 * parallel);
    this.#calls = new Semaphore(parallel);
  }

  get failed(): boolean {
    return this.#failed;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Reports what went wrong with a resource: the run has failed and, unless it goes on after failures, no step starts from here on. */
  fail(urn: string, { message }: Error): void {
    const { emit, failures, onFailure } = this.#options;
    emit({ kind: "diagnostic", severity: "error", urn, message });
    const first = !this.#failed;
    this.#failed = true;
    if (failures !== undefined) return;
    this.#stopped = true;
    if (first) onFailure();
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
    return this.#chains.use(async (makeRoom) => {
      let state: ResourceState | undefined;
      for (const step of steps) {
        const outcome = await this.#step(step, step === steps.at(-1) ? makeRoom : undefined);
        if (step.op !== "replace" && outcome.state !== undefined) state = outcome.state;
      }
      return state;
    });
  }

  /**
   * Does groups of independent steps, group after group. After one that failed in part no other is begun; where the run goes on
   * after failures, the others spare what is needed by what failed.
   */
  async runGroups(groups: Step[][]): Promise<void> {
    const { failures, ledger } = this.#options;
    for (const group of groups) {
      const spared = failures?.spared(ledger.all);
      const steps = group.filter(({ urn }) => spared?.has(urn) !== true);
      const results = await Promise.allSettled(steps.map((step) => this.run([step])));
      const rejected = results.find((result) => result.status === "rejected");
      if (rejected !== undefined && (failures === undefined || this.#stopped)) throw rejected.reason;
    }
  }

  /** @param onDone called as soon as its intent no longer stands, before what came of it is on disk */
  async #step(step: Step, onDone?: () => void): Promise<StepOutcome> {
    const { journal, ledger, emit, failures } = this.#options;
    if (this.#stopped) throw stopped();
    await journal.begin(step);
    const { outcome, seconds } = await this.#calls.use(() => this.#apply(step));
    const kept = journal.end(step, outcome);
    onDone?.();
    await kept;
    if (outcome.error instanceof StoppedError) throw outcome.error;
    if (outcome.state !== undefined && step.op !== "refresh") ledger.news.set(step.urn, outcome.state);
    if (outcome.error !== undefined) failures?.add(step);
    const { error = outcome.hookError } = outcome;
    if (error !== undefined) this.fail(step.urn, error);
    emit({ kind: "finished", step, outcome, seconds });
    if (outcome.error !== undefined) throw new StepFailedError(outcome.error.message);
    return outcome;
  }

  async #apply(step: Step): Promise<{ outcome: StepOutcome; seconds: number }> {
    // It may have waited its turn for long: then its intent comes to nothing.
    if (this.#stopped) return { outcome: { error: stopped() }, seconds: 0 };
    const { context, emit, failures } = this.#options;
    emit({ kind: "started", step });
    const start = performance.now();
    const outcome = await applyStep(step, context);
    if (outcome.error !== undefined && failures === undefined) this.#stopped = true;
    return { outcome, seconds: (performance.now() - start) / 1000 };
  }
}

function stopped(): StoppedError {
  return new StoppedError("the run was stopped");
}
