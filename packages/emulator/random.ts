import { createHash } from "node:crypto";

/** Makes SIDs, tokens and chances that follow from a seed: the same seed and order of calls give the same ones. */
export class Random {
  readonly #seed: string;
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

  /** Starts all sequences again. */
  reset(): void {
    this.#counts.clear();
  }
}
