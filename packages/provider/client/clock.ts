import { setTimeout as wait } from "node:timers/promises";
import { Cancelled } from "./errors.ts";

/** Time and chance, which tests put in their own hands. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits for a number of milliseconds; throws {@link Cancelled} as soon as the signal says so. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** A number from 0 up to but not including 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      await wait(milliseconds, undefined, { signal });
    } catch {
      throw new Cancelled(signal);
    }
  },
  random: () => Math.random(),
};
