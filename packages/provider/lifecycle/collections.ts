import type { Clock } from "../client/clock.ts";

interface Loaded<T> {
  at: number;
  /** How many writes had ended when it was loaded. */
  writes: number;
  content: Promise<T>;
}

/** How old a list may be. */
export interface Freshness {
  maxAgeMs: number;
  /** Whether it must show all that this provider has written so far. */
  afterWrites: boolean;
}

/** For reading a resource: as it was when the refresh began, and after all that this provider wrote since. */
export const CURRENT: Freshness = { maxAgeMs: 60_000, afterWrites: true };

/** For looking what there was before this provider made its own. */
export const EARLIER: Freshness = { maxAgeMs: 60_000, afterWrites: false };

/**
 * Lists that many resources look into, loaded once for all of them. A thousand refreshed credentials are one list of
 * their credential list, page by page.
 */
export class Collections {
  readonly #clock: Clock;
  readonly #lists = new Map<string, Loaded<unknown>>();
  #writes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The content of a list. Whoever asks while it is being loaded waits for the same answer. */
  get<T>(key: string, { maxAgeMs, afterWrites }: Freshness, load: () => Promise<T>): Promise<T> {
    const known = this.#lists.get(key);
    if (
      known !== undefined &&
      this.#clock.now() - known.at <= maxAgeMs &&
      (!afterWrites || known.writes === this.#writes)
    ) {
      return known.content as Promise<T>;
    }
    const loaded: Loaded<T> = { at: this.#clock.now(), writes: this.#writes, content: load() };
    this.#lists.set(key, loaded);
    loaded.content.catch(() => {
      if (this.#lists.get(key) === loaded) this.#lists.delete(key);
    });
    return loaded.content;
  }

  /** Says that something was written: lists loaded before are good only for what was there earlier. */
  written(): void {
    this.#writes++;
  }

  /** Forgets one list, or all of them. */
  forget(key?: string): void {
    if (key === undefined) this.#lists.clear();
    else this.#lists.delete(key);
  }
}
