import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import { hasChanges } from "../deploy/changes.ts";
import type { DeploymentEvent } from "../deploy/events.ts";
import type { RunKind, RunResult } from "../deploy/run.ts";
import type { Operation } from "../deploy/step.ts";
import type { PropertyMap } from "../property/value.ts";
import { type Diagnostic, formatDiagnostics, isForPeople } from "./diagnostics.ts";
import { type DoneStep, isUnchanged } from "./done-step.ts";
import { formatOutputChanges, formatOutputs } from "./outputs.ts";
import { formatPlan } from "./plan.ts";
import { Progress } from "./progress.ts";
import { formatCounts, formatIdle, formatKept, formatRemaining } from "./report.ts";
import type { Reporter } from "./reporter.ts";
import { duration, type Paint } from "./style.ts";

export interface DisplayOptions {
  out: Writable & { isTTY?: boolean; columns?: number };
  paint: Paint;
  kind: RunKind;
  /** True: what is to happen; false: what is being done. */
  preview: boolean;
  showSecrets: boolean;
  showSames: boolean;
  /** `--debug`: what is said for finding mistakes, too. */
  showDebug?: boolean;
  /** `--diff`: every property, at full length, also of what is being done. */
  details: boolean;
  suppressOutputs: boolean;
  /** The stack's outputs before. */
  outputs: PropertyMap;
  /** The display of the preview that came before: what it said is not said again, what it foretold is compared. */
  preceding?: Display;
}

/** Columns that texts are broken at on a terminal, at most. */
const textWidth = 100;

/** Tells a person of one run: progress while it goes on, then the plan or what was done, and what there is to say of it. */
export class Display implements Reporter {
  readonly #options: DisplayOptions;
  readonly #progress: Progress;
  readonly #done: DoneStep[] = [];
  readonly #diagnostics: Diagnostic[] = [];
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
        if (isForPeople(event, this.#options.showDebug)) this.#diagnostics.push(event);
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
    const { paint, out, kind, preview, details, preceding } = this.#options;
    this.#progress.end();
    if (this.#progress.written) out.write("\n");
    const outputs = this.#outputs(result);
    const isIdle = result.ok && outputs.length === 0 && this.#done.every(isUnchanged);
    const words = kind === "refresh" ? "found" : preview ? "plan" : "done";
    const sections = [
      preview || details ? formatPlan(this.#done, this.#options) : [],
      isIdle ? formatIdle(kind, preview) : [],
      outputs,
      result.ok ? [] : formatRemaining(preceding === undefined ? [] : preceding.#done, this.#done, paint),
      kind === "destroy" ? formatKept(this.#done, paint) : [],
      [
        `${paint("bold", "Resources:")} ${formatCounts(result.changes, words, paint)}`,
        `${paint("bold", "Duration:")}  ${duration((performance.now() - this.#start) / 1000)}`,
      ],
      this.#formatDiagnostics(),
    ];
    const text = sections.filter((section) => section.length > 0).map((section) => section.join("\n"));
    out.write(`${text.join("\n\n")}\n\n`);
  }

  /** All outputs of an `up` that changed something; else those that become others. */
  #outputs({ ok, changes, outputs }: RunResult): string[] {
    const { kind, preview, suppressOutputs, outputs: before } = this.#options;
    if (suppressOutputs || !ok) return [];
    const showsAll = kind === "up" && !preview && hasChanges(changes);
    return showsAll
      ? formatOutputs(outputs, this.#options)
      : formatOutputChanges(before, outputs, this.#options);
  }

  /** Errors are said in any case. */
  #formatDiagnostics(): string[] {
    const { out, paint, preceding } = this.#options;
    const told = new Set(preceding === undefined ? [] : preceding.#diagnostics.map(diagnosticKey));
    const news = this.#diagnostics.filter(
      (each) => each.severity === "error" || !told.has(diagnosticKey(each)),
    );
    const failed = new Map<string, Operation>(
      this.#done.flatMap(({ step, outcome }) => (outcome.error === undefined ? [] : [[step.urn, step.op]])),
    );
    const width = out.isTTY ? Math.min(out.columns || textWidth, textWidth) : undefined;
    return formatDiagnostics(news, { paint, width, failed });
  }
}

function diagnosticKey({ severity, urn = "", message }: Diagnostic): string {
  return `${severity} ${urn} ${message}`;
}
