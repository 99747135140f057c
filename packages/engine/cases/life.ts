import "../testing/stack-traces.ts";
import { type TestRun, type TestStack, testStack } from "../index.ts";
import type { Snapshot } from "../state/resource.ts";
import { type TestCall, TestProvider } from "../testing/provider.ts";
import type { TestWorld } from "../testing/world.ts";
import { described } from "./expectations.ts";
import type { RunnableCase, RunnableStep } from "./load.ts";

/** What a run starts from. */
export interface CaseStart {
  snapshot: Snapshot;
  world: TestWorld;
}

/** A case under way in this process: its stack, and the provider of its packages `test` and `other`. */
export class CaseLife {
  readonly provider: TestProvider;
  readonly #case: RunnableCase;
  readonly #parallel: number;
  #stack: TestStack;
  /** Sees each call before it is answered. */
  watch: (call: TestCall) => void = () => {};

  /** @param from default: nothing exists */
  constructor(testCase: RunnableCase, parallel: number, from?: CaseStart) {
    this.#case = testCase;
    this.#parallel = parallel;
    this.provider = new TestProvider(from?.world);
    this.#stack = this.#makeStack(from?.snapshot);
  }

  get stack(): TestStack {
    return this.#stack;
  }

  /** Has somebody do to the world what the step says, and the provider what it does wrong. */
  prepare({ drift, faults }: RunnableStep): void {
    this.provider.world.disturb(drift ?? {});
    this.provider.faults = faults ?? {};
  }

  preview(step: RunnableStep): Promise<TestRun> {
    this.provider.before = () => {};
    return this.#stack.preview({
      ...step,
      expectFailure: step.fails !== undefined && step.faults === undefined,
    });
  }

  /** @param step `mayFail`: whether it fails is not known beforehand */
  async run(step: RunnableStep & { mayFail?: boolean }): Promise<TestRun> {
    const { fails, dies, interrupted } = step;
    const stop = new AbortController();
    let left: CaseStart | undefined;
    this.provider.calls.length = 0;
    this.provider.before = (call) => {
      this.watch(call);
      if (call.preview || left !== undefined) return;
      if (described(call) === dies) left = { snapshot: this.#lastSaved(), world: this.provider.world.copy() };
      if (described(call) === interrupted || left !== undefined) stop.abort();
    };
    const mustFail = fails !== undefined || dies !== undefined || interrupted !== undefined;
    const expectFailure = step.mayFail ? "maybe" : mustFail;
    const run = await this.#stack[step.run ?? "up"]({ ...step, stop: stop.signal, expectFailure });
    if (left !== undefined) {
      this.provider.world.restore(left.world);
      this.#stack = this.#makeStack(left.snapshot);
    }
    return run;
  }

  #lastSaved(): Snapshot {
    return this.#stack.saved.at(-1) ?? this.#stack.snapshot;
  }

  #makeStack(snapshot?: Snapshot): TestStack {
    const { service } = this.provider;
    const { config, otherStacks } = this.#case;
    const providers = { test: { service }, other: { service } };
    return testStack({ providers, config, otherStacks, parallel: this.#parallel, snapshot });
  }
}
