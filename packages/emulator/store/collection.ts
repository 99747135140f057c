import type { Resource } from "./resource.ts";

/** A page of a collection; `before` is the sequence to give for the next one. */
export interface Page {
  items: Resource[];
  before: number | undefined;
}

/** Resources of one kind in one place, newest first. Get and page cost the same however many there are. */
export class Collection {
  readonly #byKey = new Map<string, Resource>();
  /** By rising sequence. */
  readonly #ordered: Resource[] = [];

  /** A collection of resources that are given newest first. */
  static of(resources: Iterable<Resource>): Collection {
    const collection = new Collection();
    for (const resource of [...resources].reverse()) collection.add(resource);
    return collection;
  }

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): Resource | undefined {
    return this.#byKey.get(key);
  }

  oldest(): Resource | undefined {
    return this.#ordered[0];
  }

  add(resource: Resource): void {
    this.#byKey.set(resource.key, resource);
    this.#ordered.push(resource);
  }

  remove(resource: Resource): void {
    if (!this.#byKey.delete(resource.key)) return;
    this.#ordered.splice(this.#firstNotBelow(resource.sequence), 1);
  }

  /** All resources, newest first. */
  *[Symbol.iterator](): Generator<Resource> {
    for (let index = this.#ordered.length - 1; index >= 0; index--) {
      const resource = this.#ordered[index];
      if (resource) yield resource;
    }
  }

  /**
   * Up to `size` resources that `accept` lets through, older than `before` (a sequence; all when left out),
   * after leaving `skip` of them out. `before` of the answer is undefined at the end.
   */
  page(
    size: number,
    options: { before?: number; skip?: number; accept?: (resource: Resource) => boolean } = {},
  ): Page {
    const { before, accept } = options;
    let skip = options.skip ?? 0;
    let index = (before === undefined ? this.#ordered.length : this.#firstNotBelow(before)) - 1;
    if (!accept) {
      index -= skip;
      skip = 0;
    }
    const items: Resource[] = [];
    for (; index >= 0; index--) {
      const resource = this.#ordered[index];
      if (!resource || (accept && !accept(resource))) continue;
      if (skip-- > 0) continue;
      if (items.length === size) return { items, before: (items.at(-1) as Resource).sequence };
      items.push(resource);
    }
    return { items, before: undefined };
  }

  #firstNotBelow(sequence: number): number {
    let low = 0;
    let high = this.#ordered.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ordered[middle]?.sequence ?? Number.POSITIVE_INFINITY) < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
