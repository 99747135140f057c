import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { IntegrityCheck } from "../state/integrity.ts";
import type { Snapshot } from "../state/resource.ts";

/** Puts a snapshot where it survives: resolves once it is on disk. */
export type SaveSnapshot = (snapshot: Snapshot) => Promise<void>;

/** After a save that took a while, more are let come together for the next one: so many times as long, but no longer. */
const restFactor = 4;
const longestRestMs = 20;

/**
 * Saves the snapshots of a running update, one at a time. All that wait while a save runs, or rests after it, share the
 * next one: a thousand steps at once cost a few saves, and each still goes on only once what it said is on disk.
 */
export class SnapshotWriter {
  readonly #write: SaveSnapshot;
  /** Who waits for the next save, and where its snapshot comes from. */
  #next: { take: () => Snapshot; done: PromiseWithResolvers<void> } | undefined;
  #running: Promise<void> | undefined;
  /** Set once a save failed: what is on disk is no longer known to be true. */
  #failure: { error: unknown } | undefined;
  readonly #integrity = new IntegrityCheck();
  /** When the next save may start. */
  #restsUntil = 0;

  constructor(write: SaveSnapshot) {
    this.#write = write;
  }

  /**
   * Resolves once a snapshot taken after this call is on disk.
   * @param take gives the snapshot as it is when the save starts; of those who share a save, the last one's counts
   * @throws SnapshotIntegrityError for an unsound snapshot, and for all after it; the error of the first save that failed
   */
  save(take: () => Snapshot): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    this.#next = { take, done: this.#next?.done ?? Promise.withResolvers() };
    const { promise } = this.#next.done;
    this.#running ??= this.#run();
    return promise;
  }

  /** Resolves once all that was asked for is on disk. */
  async flush(): Promise<void> {
    await this.#running;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #run(): Promise<void> {
    // Whatever else is asked for in this turn comes along.
    await new Promise(setImmediate);
    while (this.#next !== undefined) {
      await this.#rest();
      const { take, done } = this.#next;
      this.#next = undefined;
      try {
        await this.#saveOnce(take());
        done.resolve();
      } catch (error) {
        this.#failure = { error };
        done.reject(error);
        this.#rejectNext(error);
      }
    }
    this.#running = undefined;
  }

  /** For those who asked while the save that failed was running. */
  #rejectNext(error: unknown): void {
    this.#next?.done.reject(error);
    this.#next = undefined;
  }

  async #rest(): Promise<void> {
    const rest = this.#restsUntil - performance.now();
    if (rest > 0) await wait(rest);
  }

  /** An unsound snapshot is saved all the same, as by the CLI: it may hold the only record of a new resource. */
  async #saveOnce(snapshot: Snapshot): Promise<void> {
    const start = performance.now();
    await this.#write(snapshot);
    this.#integrity.verify(snapshot.resources);
    const end = performance.now();
    this.#restsUntil = end + Math.min(restFactor * (end - start), longestRestMs);
  }
}
