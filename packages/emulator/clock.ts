/** Where the emulator takes its time from, in milliseconds. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Settles when so much time has passed on this clock, or when nobody wants to know any more. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Moves the clock forward; who sleeps until then wakes up. */
  advance(milliseconds: number): void;
}

/** Somebody who sleeps; `stop` unsets the alarm that wakes them. */
interface Sleeper {
  until: number;
  wake: () => void;
  stop?: () => void;
}

/** Wakes who sleeps, in the order of their times. */
abstract class SteerableClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();

  abstract now(): number;

  advance(milliseconds: number): void {
    if (milliseconds < 0) throw new RangeError(`a clock goes forward only, not by ${milliseconds} ms`);
    this.move(milliseconds);
    const now = this.now();
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.until - b.until)) {
      sleeper.stop?.();
      if (sleeper.until <= now) sleeper.wake();
      else sleeper.stop = this.alarm(sleeper.until - now, sleeper.wake);
    }
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (milliseconds <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        sleeper.stop?.();
        signal?.removeEventListener("abort", wake);
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper: Sleeper = {
        until: this.now() + milliseconds,
        wake,
        stop: this.alarm(milliseconds, wake),
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", wake);
    });
  }

  protected abstract move(milliseconds: number): void;

  /** Calls back by itself after a time, if this clock goes by itself; gives what stops it. */
  protected abstract alarm(milliseconds: number, ring: () => void): (() => void) | undefined;
}

/** The longest that Node's timers wait, in milliseconds: not quite 25 days. What is longer they do at once. */
const longestTimer = 2 ** 31 - 1;

/** The machine's time, which can be moved ahead. */
export class SystemClock extends SteerableClock {
  #ahead = 0;

  override now(): number {
    return Date.now() + this.#ahead;
  }

  protected override move(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  protected override alarm(milliseconds: number, ring: () => void): () => void {
    const wait = (left: number) => {
      const next = left <= longestTimer ? ring : () => (timer = wait(left - longestTimer));
      // Nobody's sleep keeps a process alive.
      return setTimeout(next, Math.min(left, longestTimer)).unref();
    };
    let timer = wait(milliseconds);
    return () => clearTimeout(timer);
  }
}

/** A clock that stands still until it is moved: for tests that must not wait. */
export class ManualClock extends SteerableClock {
  #now: number;

  /** @param start where it stands at first; 2026-01-01T00:00:00Z when left out. */
  constructor(start: number | string | Date = "2026-01-01T00:00:00Z") {
    super();
    this.#now = new Date(start).getTime();
  }

  override now(): number {
    return this.#now;
  }

  protected override move(milliseconds: number): void {
    this.#now += milliseconds;
  }

  protected override alarm(): undefined {
    return undefined;
  }
}

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `1.5 h`, `200ms`, `1d` in milliseconds. Errors: what it should look like. */
export function parseDuration(written: string): number {
  const [, number = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)\s*$/.exec(written) ?? [];
  const milliseconds = Number(number) * units[unit as keyof typeof units];
  if (Number.isNaN(milliseconds))
    throw new Error(`"${written}" is no duration: write 500ms, 10s, 5m, 2h or 1d`);
  return milliseconds;
}
