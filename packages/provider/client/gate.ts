import { Cancelled } from "./errors.ts";

const START = 12;

/**
 * Lets so many requests through at once as Twilio bears. It starts at 12, doubles with every round that goes well, is
 * halved by a 429, and from then on grows by one a round. Twilio documents no number:
 * https://www.twilio.com/docs/usage/rate-limits
 */
export class Gate {
  #limit: number;
  readonly #max: number;
  #inFlight = 0;
  #throttled = false;
  #successesSinceCut = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(max: number) {
    this.#max = max;
    this.#limit = Math.min(START, max);
  }

  /** How many requests may be in flight now. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** Waits for a place. Whoever enters must {@link leave}. */
  async enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new Cancelled(signal);
    if (this.#inFlight < this.limit) {
      this.#inFlight++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const admit = () => {
        signal.removeEventListener("abort", abandon);
        resolve();
      };
      const abandon = () => {
        this.#waiting.splice(this.#waiting.indexOf(admit), 1);
        reject(new Cancelled(signal));
      };
      signal.addEventListener("abort", abandon, { once: true });
      this.#waiting.push(admit);
    });
  }

  /** Gives the place back and says how the request went. */
  leave(outcome: "answered" | "throttled" | "failed"): void {
    this.#inFlight--;
    if (outcome === "throttled") this.#cut();
    if (outcome === "answered") this.#grow();
    while (this.#inFlight < this.limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#inFlight++;
      next();
    }
  }

  #grow(): void {
    this.#successesSinceCut++;
    const step = this.#throttled ? 1 / this.#limit : 1;
    this.#limit = Math.min(this.#max, this.#limit + step);
  }

  /** A burst of 429 answers is one message: the limit is cut once for all that were in flight together. */
  #cut(): void {
    if (this.#throttled && this.#successesSinceCut < this.#limit) return;
    this.#throttled = true;
    this.#successesSinceCut = 0;
    this.#limit = Math.max(1, this.#limit / 2);
  }
}
