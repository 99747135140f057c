/** Lets so many tasks run at once; the others wait their turn. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(slots: number) {
    if (!Number.isInteger(slots) || slots < 1)
      throw new Error(`${slots} is not a number of tasks to run at once`);
    this.#free = slots;
  }

  /** @param task is given what frees its slot, for one that has more to do which needs none; its end frees it in any case */
  async use<T>(task: (free: () => void) => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let isFreed = false;
    const free = () => {
      if (!isFreed) this.#next();
      isFreed = true;
    };
    try {
      return await task(free);
    } finally {
      free();
    }
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}
