import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import { isDefaultProvider } from "../deploy/changes.ts";
import type { DeploymentEvent } from "../deploy/events.ts";
import type { Step } from "../deploy/step.ts";
import { parseUrn } from "../state/urn.ts";
import { type DoneStep, isComponent, isHalf, isUnchanged, shownOperation, wordOf } from "./done-step.ts";
import { stateNotes } from "./notes.ts";
import { duration, lookOf, type Paint } from "./style.ts";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameTime = 100;
/** How many of those under way are shown. */
const shownRunning = 12;

/**
 * What happens while it happens: a line for each resource that is done; on a terminal those under way below it, with how
 * long they have taken.
 */
export class Progress {
  readonly #out: Writable & { isTTY?: boolean; columns?: number };
  readonly #paint: Paint;
  readonly #quiet: boolean;
  readonly #running = new Map<Step, number>();
  #timer: NodeJS.Timeout | undefined;
  #drawn = 0;
  #frame = 0;
  #done = 0;
  #written = false;

  /** `quiet`: what is done leaves no line (a plan follows). */
  constructor(out: Writable & { isTTY?: boolean; columns?: number }, paint: Paint, quiet: boolean) {
    this.#out = out;
    this.#paint = paint;
    this.#quiet = quiet;
    if (out.isTTY) this.#timer = setInterval(() => this.#redraw(), frameTime).unref();
  }

  handle(event: DeploymentEvent): void {
    if (event.kind === "started") {
      if (!isComponent(event.step)) this.#running.set(event.step, performance.now());
    } else if (event.kind === "finished") {
      this.#running.delete(event.step);
      this.#done++;
      const line = this.#doneLine(event, event.seconds);
      if (line !== undefined) this.write(line);
    }
  }

  /** True when there are lines that stay. */
  get written(): boolean {
    return this.#written;
  }

  /** A line that stays. */
  write(line: string): void {
    this.#written = true;
    this.#erase();
    this.#out.write(`${line}\n`);
    this.#draw();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#erase();
  }

  /** Components do nothing themselves, and what is as it was is no news; what fails has a line in any case. */
  #doneLine(done: DoneStep, seconds: number): string | undefined {
    const { step, outcome } = done;
    if (isDefaultProvider(step)) return undefined;
    if (outcome.error !== undefined)
      return this.#line(step, "red", "x", `${lookOf(step.op).doing} failed`, seconds);
    const op = isHalf(step) ? step.op : shownOperation(done);
    if (this.#quiet || isComponent(step) || op === undefined || op === "replace") return undefined;
    if (isUnchanged(done)) return undefined;
    const { symbol, style } = lookOf(step.op === "refresh" ? "refresh" : op);
    return this.#line(step, style, symbol, `${wordOf(done, op, "done")}${stateNotes(step)}`, seconds);
  }

  #line(step: Step, style: Parameters<Paint>[0], symbol: string, word: string, seconds: number): string {
    const { type, name } = parseUrn(step.urn);
    const mark = this.#paint(style, symbol.padStart(2));
    const time = this.#paint("dim", `(${duration(seconds)})`);
    return `${mark} ${type} ${this.#paint("bold", name)} ${this.#paint(style, word)} ${time}`;
  }

  #redraw(): void {
    this.#frame = (this.#frame + 1) % frames.length;
    this.#erase();
    this.#draw();
  }

  #draw(): void {
    if (this.#timer === undefined || this.#running.size === 0) return;
    const now = performance.now();
    const spinner = frames[this.#frame] ?? "";
    // A terminal that does not know its width says 0.
    const width = (this.#out.columns || 80) - 1;
    const shown = [...this.#running].slice(0, shownRunning).map(([step, start]) => {
      const { type, name } = parseUrn(step.urn);
      return `${spinner}  ${type} ${name} ${lookOf(step.op).doing} (${duration((now - start) / 1000)})`;
    });
    const more = this.#running.size - shown.length;
    const lines = [
      ...shown,
      ` ${this.#done} done, ${this.#running.size} under way${more > 0 ? `, ${more} not shown` : ""}`,
    ];
    this.#out.write(lines.map((line) => `${this.#paint("dim", line.slice(0, width))}\n`).join(""));
    this.#drawn = lines.length;
  }

  #erase(): void {
    if (this.#drawn === 0) return;
    this.#out.write(`\u001b[${this.#drawn}A\u001b[0J`);
    this.#drawn = 0;
  }
}
