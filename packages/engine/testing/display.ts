import { PassThrough } from "node:stream";
import { Display, type DisplayOptions } from "../display/display.ts";
import type { DoneStep } from "../display/done-step.ts";
import type { Paint } from "../display/style.ts";
import type { TestRun } from "../test-stack.ts";

/** Without colours, as with NO_COLOR. */
export const plain: Paint = (_, text) => text;

/** The steps a run has done. */
export function doneSteps({ events }: TestRun): DoneStep[] {
  return events.flatMap((event) => (event.kind === "finished" ? [event] : []));
}

export interface Shown {
  text: string;
  display: Display;
}

/** What a person reads of a run where standard output is no terminal; each duration is `0.0s`. */
export function show(run: TestRun, options: Partial<DisplayOptions> = {}): Shown {
  const out = new PassThrough();
  const display = new Display("Title", {
    out,
    paint: plain,
    kind: "up",
    preview: false,
    showSecrets: false,
    showSames: false,
    details: false,
    suppressOutputs: false,
    outputs: {},
    ...options,
  });
  for (const event of run.events) display.handle(event);
  display.end(run);
  const text = String(out.read()).replaceAll(/\d+(\.\d)?s\b/g, "0.0s");
  return { text: text.replace(/^Title\n\n/, "").trimEnd(), display };
}

/** A text as it is shown, written on lines of its own. */
export function golden(text: string): string {
  return text.replace(/^\n/, "").trimEnd();
}
