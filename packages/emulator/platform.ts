import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";
import type { Store } from "./store/index.ts";

/** How long the things take that take time at Twilio. Milliseconds on the emulator's clock. */
export interface Delays {
  /** From a build's creation until it has completed or failed. */
  build: number;
  /** From attaching (detaching) an emergency address until the number is registered (unregistered). */
  emergency: number;
  /** From a message's creation until it is sent. */
  message: number;
}

/** What every part of the emulator stands on: what it remembers, its time, its chance. */
export interface Platform {
  store: Store;
  clock: Clock;
  random: Random;
  delays: Delays;
}
