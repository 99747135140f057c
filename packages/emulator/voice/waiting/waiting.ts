/** Something a call waits for in real time: another call, or a request to the API. What comes first counts. */
export class Waiting<T> {
  readonly #settled = Promise.withResolvers<T>();
  #isOver = false;

  /** Ends it; gives false when it was over already. */
  end(outcome: T): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#settled.resolve(outcome);
    return true;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Settles when it is over. */
  get outcome(): Promise<T> {
    return this.#settled.promise;
  }
}
