import type { Clock } from "../client/clock.ts";

interface Loaded<T> {
  at: number;
  items: Promise<T[]>;
}

/**
 * Lists that many resources look into, loaded once for all of them. A thousand refreshed credentials are one list of
 * their credential list, page by page.
 */
export class Collections {
  readonly #clock: Clock;
  readonly #lists = new Map<string, Loaded<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The items of a list. Whoever asks while it is being loaded waits for the same answer; later ones get it too until
   * it is older than `maxAgeMs`.
   */
  get<T>(key: string, maxAgeMs: number, load: () => Promise<T[]>): Promise<T[]> {
    const known = this.#lists.get(key);
    if (known !== undefined && this.#clock.now() - known.at <= maxAgeMs) return known.items as Promise<T[]>;
    const loaded: Loaded<T> = { at: this.#clock.now(), items: load() };
    this.#lists.set(key, loaded);
    loaded.items.catch(() => {
      if (this.#lists.get(key) === loaded) this.#lists.delete(key);
    });
    return loaded.items;
  }

  /** Forgets lists whose content has changed: those whose key begins so. */
  forget(prefix: string): void {
    for (const key of this.#lists.keys()) if (key.startsWith(prefix)) this.#lists.delete(key);
  }
}
