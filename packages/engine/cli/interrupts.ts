/**
 * Ctrl-C: the first one lets what is under way end, the second one ends it now. What a provider was doing then is on disk
 * as pending, and the next run takes it up.
 */
export class Interrupts {
  readonly #abort = new AbortController();
  readonly #onSignal: () => void;

  /** `tell`: says to the person what happens. */
  constructor(tell: (message: string) => void) {
    this.#onSignal = () => {
      if (this.#abort.signal.aborted) {
        tell("Stopped at once. What was under way is noted as pending; the next run takes it up.");
        process.exit(255);
      }
      tell("Stopping: what is under way is finished first. Press Ctrl-C again to stop at once.");
      this.#abort.abort();
    };
    process.on("SIGINT", this.#onSignal);
    process.on("SIGTERM", this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  release(): void {
    process.removeListener("SIGINT", this.#onSignal);
    process.removeListener("SIGTERM", this.#onSignal);
  }
}
