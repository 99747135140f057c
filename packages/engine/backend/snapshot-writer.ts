import { verifyIntegrity } from "../state/integrity.ts";
import type { PendingOperation, Snapshot } from "../state/resource.ts";

/** Writes a snapshot so that it survives: resolves once it is on disk. */
export type SaveSnapshot = (snapshot: Snapshot) => Promise<void>;

/**
 * The one place in which a running update changes its snapshot, and the order in which that reaches the disk: no
 * operation begins before its intent is saved, none ends before its result is. All that wait while a save runs share the
 * next one.
 */
export class SnapshotWriter {
  readonly #snapshot: Snapshot;
  readonly #save: SaveSnapshot;
  /** Who waits for the next save to start and end. */
  #next: PromiseWithResolvers<void> | undefined;
  #running: Promise<void> | undefined;
  /** Set once a save failed: what is on disk is no longer known to be true. */
  #failure: unknown;
  #resourcesChanged = true;

  constructor(snapshot: Snapshot, save: SaveSnapshot) {
    this.#snapshot = {
      resources: [...snapshot.resources],
      pendingOperations: [...snapshot.pendingOperations],
    };
    this.#save = save;
  }

  /** What was last asked to be saved. To be changed through this writer only. */
  get snapshot(): Readonly<Snapshot> {
    return this.#snapshot;
  }

  /** Resolves once the intent is on disk: only then may the provider be called. */
  begin(operation: PendingOperation): Promise<void> {
    this.#snapshot.pendingOperations.push(operation);
    return this.#commit();
  }

  /**
   * Resolves once the result is on disk. `change` makes it part of the snapshot: it may put resources in, replace them by
   * others and take them out, but not change one.
   */
  end(operation: PendingOperation, change: (snapshot: Snapshot) => void = () => {}): Promise<void> {
    this.#snapshot.pendingOperations = this.#snapshot.pendingOperations.filter(
      (other) => other !== operation,
    );
    return this.change(change);
  }

  /** As {@link end}, for what needed no operation. */
  change(change: (snapshot: Snapshot) => void): Promise<void> {
    change(this.#snapshot);
    this.#resourcesChanged = true;
    return this.#commit();
  }

  /** Resolves once all that was asked for is on disk. */
  async flush(): Promise<void> {
    await this.#running;
    if (this.#failure !== undefined) throw this.#failure;
  }

  #commit(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#next ??= Promise.withResolvers();
    const { promise } = this.#next;
    this.#running ??= this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    // Whatever else is asked for in this turn comes along.
    await new Promise(setImmediate);
    while (this.#next !== undefined) {
      const waiting = this.#next;
      this.#next = undefined;
      try {
        await this.#saveOnce();
        waiting.resolve();
      } catch (error) {
        this.#failure = error;
        waiting.reject(error);
        this.#rejectNext(error);
      }
    }
    this.#running = undefined;
  }

  /** For those who asked while the save that failed was running. */
  #rejectNext(error: unknown): void {
    this.#next?.reject(error);
    this.#next = undefined;
  }

  /** An unsound snapshot is saved all the same, as by the CLI: it may hold the only record of a new resource. */
  async #saveOnce(): Promise<void> {
    const verify = this.#resourcesChanged;
    this.#resourcesChanged = false;
    let unsound: unknown;
    if (verify) {
      try {
        verifyIntegrity(this.#snapshot);
      } catch (error) {
        unsound = error;
      }
    }
    await this.#save(this.#snapshot);
    if (unsound !== undefined) throw unsound;
  }
}
