import type { Clock } from "../client/clock.ts";
import { connectionPool } from "../client/http.ts";
import type { Surroundings } from "../server/operations.ts";

/**
 * What a process has of the world, until it dies at one of its steps: before a request leaves, when its answer comes, or
 * at the end of a wait. From then on nothing that the process does reaches anybody; what was on its way arrives.
 */
export class Mortal {
  #stepsLeft: number;
  readonly #clock: Clock;
  /** Told once. */
  onDeath: () => void = () => {};

  constructor(steps: number, clock: Clock) {
    this.#stepsLeft = steps;
    this.#clock = clock;
  }

  get surroundings(): Pick<Surroundings, "clock" | "pool"> {
    const clock: Clock = {
      now: () => this.#clock.now(),
      random: () => this.#clock.random(),
      sleep: async (milliseconds, signal) => {
        await this.#clock.sleep(milliseconds, signal);
        this.#step();
      },
    };
    return { clock, pool: (...of) => this.#pool(...of) };
  }

  #pool(...of: Parameters<typeof connectionPool>): ReturnType<typeof connectionPool> {
    const pool = connectionPool(...of);
    return {
      send: async (request) => {
        this.#step();
        try {
          return await pool.send(request);
        } finally {
          this.#step();
        }
      },
      close: () => pool.close(),
    };
  }

  #step(): void {
    this.#stepsLeft--;
    if (this.#stepsLeft === 0) this.onDeath();
    if (this.#stepsLeft <= 0) throw new Error("the process is dead");
  }
}
