import type { EventListener } from "../deploy/events.ts";
import type { RunResult } from "../deploy/run.ts";

/** Tells of one run, to a person or to a program. */
export interface Reporter {
  handle: EventListener;
  /** Called once, when the run has ended. */
  end(result: RunResult): void;
}
