import type { CallTrace } from "../trace/trace.ts";
import { Conferences } from "../waiting/conference.ts";
import { Queues } from "../waiting/queue.ts";
import type { Call } from "./call.ts";

/** Traces of so many calls are kept to be asked for. */
const tracesKept = 1000;

/** All calls in progress, and where they wait for one another. */
export class Switchboard {
  readonly queues = new Queues();
  readonly conferences = new Conferences();
  readonly #calls = new Map<string, Call>();
  readonly #traces = new Map<string, Promise<CallTrace>>();

  /** Runs a call to its end; meanwhile others can find it. */
  run(call: Call, walk: () => Promise<CallTrace>): Promise<CallTrace> {
    this.#calls.set(call.sid, call);
    const trace = walk().finally(() => this.#calls.delete(call.sid));
    this.#traces.set(call.sid, trace);
    const [oldest] = this.#traces.keys();
    if (this.#traces.size > tracesKept && oldest !== undefined) this.#traces.delete(oldest);
    return trace;
  }

  /** Whether no call is in progress. */
  get isIdle(): boolean {
    return this.#calls.size === 0;
  }

  /** Settles when no call is in progress and all their callbacks have been answered. */
  async settled(): Promise<void> {
    while (!this.isIdle)
      await Promise.allSettled([...this.#calls.keys()].map((sid) => this.#traces.get(sid)));
  }

  /** A call in progress. */
  find(sid: string): Call | undefined {
    return this.#calls.get(sid);
  }

  /** The trace of a call, when it is over. */
  trace(sid: string): Promise<CallTrace> | undefined {
    return this.#traces.get(sid);
  }

  /** How many steps the calls in progress have taken: it changes when one of them goes on. */
  get progress(): number {
    let steps = 0;
    for (const call of this.#calls.values()) steps += call.steps.length;
    return steps;
  }

  /** The trace of a call as far as it has gone. */
  async traceSoFar(sid: string): Promise<CallTrace | undefined> {
    return this.#calls.get(sid)?.trace() ?? this.#traces.get(sid);
  }

  /** Ends all calls that wait for somebody, and settles when none is left. */
  async close(): Promise<void> {
    for (const call of this.#calls.values()) call.finish("completed", "the emulator was stopped");
    await Promise.allSettled(this.#traces.values());
    this.#traces.clear();
  }
}
