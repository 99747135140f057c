import { callEvents, type Direction, dialStatuses, logSink } from "../dialplan/metrics.ts";
import type { Context, Event } from "./runtime.ts";

/** Tells statistics how a call ended, if it has ended. Never throws, and nobody waits for it. */
export function reportCall(context: Context, event: Event, direction: Direction, extensions: string[]): void {
  const status = dialStatuses.find((each) => each === event.DialCallStatus);
  if (!status) return;
  const environment = typeof context.ENVIRONMENT === "string" ? context.ENVIRONMENT : "unknown";
  for (const each of callEvents({ direction, status, extensions, environment, at: new Date() }))
    logSink(each);
}
