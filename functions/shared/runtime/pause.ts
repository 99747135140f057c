import type { TimerOptions } from "node:timers";

/** Waits so many milliseconds, or until its signal ends it. What waits is loaded then: most requests never do. */
export async function pause(milliseconds: number, options?: TimerOptions): Promise<void> {
  const { setTimeout } = await import("node:timers/promises");
  await setTimeout(milliseconds, undefined, options);
}
