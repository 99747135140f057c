import { createHash } from "node:crypto";

/** A seed, and how many have been drawn for each purpose. */
export interface RandomState {
  seed: string;
  counts: Record<string, number>;
}

/** Makes SIDs, tokens and chances that follow from a seed: the same seed and order of calls give the same ones. */
export class Random {
  #seed: string;
  readonly #counts = new Map<string, number>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** 32 hexadecimal digits; each purpose has a sequence of its own. */
  hex(purpose: string): string {
    const count = this.#counts.get(purpose) ?? 0;
    this.#counts.set(purpose, count + 1);
    return createHash("sha256").update(`${this.#seed}\n${purpose}\n${count}`).digest("hex").slice(0, 32);
  }

  /** A SID: two letters and 32 hexadecimal digits. */
  sid(prefix: string): string {
    return prefix + this.hex(prefix);
  }

  /** A number from 0 to below 1. */
  fraction(purpose: string): number {
    return Number.parseInt(this.hex(purpose).slice(0, 13), 16) / 2 ** 52;
  }

  /** Where all sequences stand. */
  export(): RandomState {
    return { seed: this.#seed, counts: Object.fromEntries(this.#counts) };
  }

  /** Goes on where sequences once stood. */
  import({ seed, counts }: RandomState): void {
    this.#seed = seed;
    this.#counts.clear();
    for (const [purpose, count] of Object.entries(counts)) this.#counts.set(purpose, count);
  }

  /** Starts all sequences again. */
  reset(): void {
    this.#counts.clear();
  }
}
