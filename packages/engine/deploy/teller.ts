import type { PropertyMap } from "../property/value.ts";
import { type ChangeCounts, countedAs } from "./changes.ts";
import type { DeploymentEvent, EventListener } from "./events.ts";
import type { RunRequest } from "./run.ts";
import { Scrubber } from "./scrubber.ts";

/** Tells of a run: counts what is done, and takes the run's secrets out of what others write. */
export class Teller {
  /** What was done so far. A refresh that only comes first is no change of the run's own. */
  readonly changes: ChangeCounts = {};
  readonly #kind: RunRequest["kind"];
  readonly #tell: EventListener;
  readonly #scrubber = new Scrubber();

  /** Knows what is secret before anything has begun, in configuration and state, and what is not: names, and `outputs`, the stack's. */
  constructor({ kind, emit, config, base, project, stack }: RunRequest, outputs: PropertyMap) {
    this.#kind = kind;
    this.#tell = emit;
    this.#scrubber.spare([project, stack]);
    this.#scrubber.spare(outputs);
    for (const { value, secret } of Object.values(config)) {
      if (secret) this.#scrubber.learn(value, secret);
      else this.#scrubber.spare(value);
    }
    for (const { inputs, outputs } of base.resources) {
      this.learn(inputs);
      this.learn(outputs);
    }
  }

  /** Remembers the secrets among them. */
  learn(properties: PropertyMap | undefined): void {
    this.#scrubber.learn(properties);
  }

  readonly emit: EventListener = (event) => {
    if (event.kind === "finished") {
      this.learn(event.outcome.state?.outputs);
      this.#count(event);
    }
    this.#tell(this.#scrubbed(event));
  };

  #count({ step, outcome }: DeploymentEvent & { kind: "finished" }): void {
    if (outcome.error !== undefined || (step.op === "refresh" && this.#kind !== "refresh")) return;
    const op = countedAs(step, outcome);
    if (op !== undefined) this.changes[op] = (this.changes[op] ?? 0) + 1;
  }

  #scrubbed(event: DeploymentEvent): DeploymentEvent {
    if (event.kind === "diagnostic") return { ...event, message: this.#scrubber.scrub(event.message) };
    if (event.kind === "program-output") return { ...event, line: this.#scrubber.scrub(event.line) };
    return event;
  }
}
