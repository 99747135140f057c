import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import type { DeploymentEvent } from "../deploy/events.ts";
import type { RunResult } from "../deploy/run.ts";
import { type DoneStep, formatPlan } from "./plan.ts";
import { Progress } from "./progress.ts";
import { formatCounts, formatDiagnostics, formatOutputs } from "./report.ts";
import { duration, type Paint } from "./style.ts";

export interface DisplayOptions {
  out: Writable & { isTTY?: boolean; columns?: number };
  paint: Paint;
  /** True: what is to happen; false: what is being done. */
  preview: boolean;
  showSecrets: boolean;
  showSames: boolean;
  /** `--diff`: every property, at full length, also of what is being done. */
  details: boolean;
  suppressOutputs: boolean;
}

/** Tells a person of one run: progress while it goes on, then the plan or what was done, and what there is to say of it. */
export class Display {
  readonly #options: DisplayOptions;
  readonly #progress: Progress;
  readonly #done: DoneStep[] = [];
  readonly #diagnostics: Extract<DeploymentEvent, { kind: "diagnostic" }>[] = [];
  readonly #start = performance.now();

  /** @param title what is being done to which stack */
  constructor(title: string, options: DisplayOptions) {
    this.#options = options;
    options.out.write(`${options.paint("bold", title)}\n\n`);
    this.#progress = new Progress(options.out, options.paint, options.preview);
  }

  readonly handle = (event: DeploymentEvent): void => {
    const { paint } = this.#options;
    switch (event.kind) {
      case "diagnostic":
        this.#diagnostics.push(event);
        break;
      case "program-output":
        this.#progress.write(`${paint("dim", " |")} ${event.line}`);
        break;
      case "finished":
        this.#done.push(event);
        this.#progress.handle(event);
        break;
      default:
        this.#progress.handle(event);
    }
  };

  /** Ends the display with all there is to say. */
  end(result: RunResult): void {
    const { paint, preview, showSecrets, showSames, details, suppressOutputs } = this.#options;
    this.#progress.end();
    if (!preview) this.#options.out.write("\n");
    const sections = [
      preview || details ? formatPlan(this.#done, { paint, showSecrets, showSames, details }) : [],
      suppressOutputs || !result.ok ? [] : formatOutputs(result.outputs, showSecrets, paint),
      [
        `${paint("bold", "Resources:")} ${formatCounts(result.changes, preview, paint)}`,
        `${paint("bold", "Duration:")}  ${duration((performance.now() - this.#start) / 1000)}`,
      ],
      formatDiagnostics(this.#diagnostics, paint),
    ];
    const text = sections.filter((section) => section.length > 0).map((section) => section.join("\n"));
    this.#options.out.write(`${text.join("\n\n")}\n\n`);
  }
}
