/** Where the emulator takes its time from: milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** The machine's time. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved: for tests that must not wait. */
export class ManualClock implements Clock {
  #now: number;

  /** @param start where it stands at first; 2026-01-01T00:00:00Z when left out. */
  constructor(start: number | string | Date = "2026-01-01T00:00:00Z") {
    this.#now = new Date(start).getTime();
  }

  now(): number {
    return this.#now;
  }

  /** Moves the clock forward. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
