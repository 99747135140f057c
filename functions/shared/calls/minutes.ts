import {
  closed,
  type Grant,
  granted,
  type MeteredCall,
  minutesOf,
  nothingSpent,
  opened,
  type Spending,
  spendingSchema,
} from "../../../dialplan/budget.ts";
import type { Context } from "../runtime/runtime.ts";
import { Sync } from "../twilio/sync.ts";

/** How long it may take to count a call that has ended, if a caller waits for it and if nobody does, in milliseconds. */
const callersPatience = 400;
const patience = 5_000;
/** Seconds after which a day is forgotten: when no call that began on it goes on. */
const lifetime = 2 * 24 * 3_600;

/** Whose call it is. */
export interface CallOfDay {
  extension: string;
  /** SID of the phone's call. */
  call: string;
  /** The day on which it began, UTC: `2026-11-21`. */
  day: string;
}

/** How a call has ended. */
interface Ended {
  /** How long it lasted; 0: nobody answered. */
  seconds: number;
  /** Whether minutes were set aside for it. */
  setAside: boolean;
  /** Whether a caller waits for it to be counted; left out: nobody does. */
  callerWaits?: boolean;
}

/** Today, UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/**
 * Sets minutes aside for a call. Never fails.
 * @param patience how long it may take, in milliseconds: a caller waits for this
 */
export async function setMinutesAside(
  context: Context,
  whose: CallOfDay,
  metered: MeteredCall,
  patience: number,
): Promise<Grant> {
  let contended = false;
  try {
    let grant = 0;
    const day = new Day(context, whose, AbortSignal.timeout(patience));
    await day.change(
      (spending) => {
        grant = granted(spending, metered);
        return grant === 0 ? spending : opened(spending, whose.call, grant);
      },
      () => {
        contended = true;
      },
    );
    return grant;
  } catch (error) {
    logFailure("what is left is not known", error);
    return contended ? "contended" : "unknown";
  }
}

/** Counts a call that has ended, and gives back what was set aside for it. Never fails. */
export async function countMinutes(
  context: Context,
  whose: CallOfDay,
  { seconds, setAside, callerWaits = false }: Ended,
): Promise<void> {
  try {
    const day = new Day(context, whose, AbortSignal.timeout(callerWaits ? callersPatience : patience));
    await day.change((spending) => closed(spending, whose.call, minutesOf(seconds), setAside));
  } catch (error) {
    logFailure("a call is not counted", error);
  }
}

/** What an extension spends on a day, in Sync. */
class Day {
  readonly #sync: Sync;
  readonly #key: string;

  constructor(context: Context, { extension, day }: CallOfDay, signal: AbortSignal) {
    this.#sync = new Sync(context, signal);
    this.#key = `${extension}.${day}`;
  }

  /**
   * Changes it, from how it stands.
   * @param beaten called when somebody else was faster: then it is changed from how it stands after that
   * @throws if it could not be changed in time
   */
  async change(change: (spending: Spending) => Spending, beaten = () => {}): Promise<void> {
    const name = `Maps/minutes/Items/${this.#key}`;
    for (;;) {
      const found = await this.#sync.read(name, spendingSchema);
      const before = found?.data ?? nothingSpent;
      const after = change(before);
      if (after === before) return;
      const written = found
        ? await this.#sync.write(name, after, found.revision)
        : await this.#sync.add("minutes", this.#key, after, lifetime);
      if (written) return;
      beaten();
    }
  }
}

/** No number is in it. */
function logFailure(what: string, error: unknown): void {
  console.error(`minutes: ${what}:`, error instanceof Error ? error.message : "failed");
}
