import { verifyIntegrity } from "../state/integrity.ts";
import type { ResourceState, Snapshot } from "../state/resource.ts";

/** Puts a snapshot where it survives: resolves once it is on disk. */
export type SaveSnapshot = (snapshot: Snapshot) => Promise<void>;

/**
 * Saves the snapshots of a running update, one at a time. All that wait while a save runs share the next one: a thousand
 * steps at once cost a few saves, and each still goes on only once what it said is on disk.
 */
export class SnapshotWriter {
  readonly #write: SaveSnapshot;
  /** Who waits for the next save, and where its snapshot comes from. */
  #next: { take: () => Snapshot; done: PromiseWithResolvers<void> } | undefined;
  #running: Promise<void> | undefined;
  /** Set once a save failed: what is on disk is no longer known to be true. */
  #failure: { error: unknown } | undefined;
  /** The resources last found sound. */
  #verified: ResourceState[] = [];

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

  /** An unsound snapshot is saved all the same, as by the CLI: it may hold the only record of a new resource. */
  async #saveOnce(snapshot: Snapshot): Promise<void> {
    await this.#write(snapshot);
    if (sameResources(this.#verified, snapshot.resources)) return;
    verifyIntegrity(snapshot);
    this.#verified = [...snapshot.resources];
  }
}

/** Most saves are of an intent only: then the resources are those of the save before. */
function sameResources(one: ResourceState[], other: ResourceState[]): boolean {
  return one.length === other.length && one.every((resource, index) => resource === other[index]);
}
