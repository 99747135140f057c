/** Lets so many tasks run at once; the others wait their turn. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(slots: number) {
    if (!Number.isInteger(slots) || slots < 1)
      throw new Error(`${slots} is not a number of tasks to run at once`);
    this.#free = slots;
  }

  /** @param task is given what makes room for another task before its end, for the rest that it may do beside it */
  async use<T>(task: (makeRoom: () => void) => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let hasMadeRoom = false;
    const makeRoom = () => {
      if (!hasMadeRoom) this.#next();
      hasMadeRoom = true;
    };
    try {
      return await task(makeRoom);
    } finally {
      makeRoom();
    }
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}
