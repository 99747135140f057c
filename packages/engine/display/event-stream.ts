import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import { countedAs, isDefaultProvider } from "../deploy/changes.ts";
import type { DeploymentEvent } from "../deploy/events.ts";
import type { RunResult } from "../deploy/run.ts";
import { isLogical, type Step, type StepOutcome } from "../deploy/step.ts";
import type { StackConfig } from "../monitor/default-providers.ts";
import type { Diff } from "../plugins/provider.ts";
import { signatureKey, signatures } from "../property/signature.ts";
import { type SecretForm, toStored } from "../property/stored.ts";
import type { ResourceState } from "../state/resource.ts";
import { rootStackType } from "../state/urn.ts";
import type { Reporter } from "./reporter.ts";
import { blindedConfig, messagePrefix, stateAtStart, stepProvider, stepReasons } from "./step-json.ts";

export interface EventStreamOptions {
  out: Writable;
  config: StackConfig;
  preview: boolean;
}

/** A secret as the stream has it: nobody can open it. */
const blindedSecrets: SecretForm = {
  write: () => ({ [signatureKey]: signatures.secret, ciphertext: "[secret]" }),
  read: () => {
    throw new Error("a blinded secret cannot be read");
  },
};

/**
 * A run as lines of JSON, one an event, as `pulumi up --json` writes it.
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go}
 */
export class EventStream implements Reporter {
  readonly #options: EventStreamOptions;
  readonly #made = new Map<string, ResourceState>();
  readonly #steps = new Map<string, Step>();
  readonly #start = performance.now();
  #sequence = 0;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#write("preludeEvent", { config: blindedConfig(options.config) });
  }

  readonly handle = (event: DeploymentEvent): void => {
    switch (event.kind) {
      case "started":
        if (isDefaultProvider(event.step.urn)) break;
        this.#steps.set(event.step.urn, event.step);
        this.#tell("resourcePreEvent", event.step, stateAtStart(event.step, this.#made));
        break;
      case "finished":
        if (!isDefaultProvider(event.step.urn)) this.#finished(event.step, event.outcome);
        break;
      case "outputs": {
        const step = this.#steps.get(event.urn);
        if (step !== undefined) this.#tell("resOutputsEvent", step, event.state);
        break;
      }
      case "diagnostic":
        this.#write("diagnosticEvent", {
          urn: event.urn,
          prefix: messagePrefix(event) || undefined,
          message: `${event.message}\n`,
          color: "never",
          severity: event.severity,
          ephemeral: event.ephemeral || undefined,
        });
        break;
      case "program-output":
        this.#write("stdoutEvent", { message: `${event.line}\n`, color: "never" });
    }
  };

  end({ ok, stopped, changes }: RunResult): void {
    this.#write("summaryEvent", {
      maybeCorrupt: false,
      durationSeconds: Math.round((performance.now() - this.#start) / 1000),
      resourceChanges: changes,
      PolicyPacks: {},
      isPreview: this.#options.preview,
      result: stopped ? "canceled" : ok ? "succeeded" : "failed",
    });
    this.#write("cancelEvent", {});
  }

  #finished(step: Step, outcome: StepOutcome): void {
    const { state, error } = outcome;
    if (error !== undefined) {
      this.#write("resOpFailedEvent", { metadata: metadata(step, step.new, step.diff), status: 1, steps: 0 });
      return;
    }
    if (step.op === "create-replacement" && state !== undefined) this.#made.set(step.urn, state);
    const isTold = (step.new ?? step.old)?.custom || step.op === "refresh" || step.op === "delete";
    if (!isTold) return;
    const op = step.op === "refresh" ? (countedAs(step, outcome) ?? "same") : step.op;
    const made = step.op === "replace" ? stateAtStart(step, this.#made) : state;
    this.#tell("resOutputsEvent", { ...step, op }, made, outcome.diff);
  }

  #tell(
    kind: string,
    step: Step,
    state: ResourceState | undefined,
    diff: Diff | undefined = step.diff,
  ): void {
    const planning = this.#options.preview || undefined;
    this.#write(kind, { metadata: metadata(step, state, diff), planning });
  }

  #write(kind: string, payload: object): void {
    const timestamp = Math.floor(Date.now() / 1000);
    const event = { sequence: this.#sequence++, timestamp, [kind]: payload };
    this.#options.out.write(`${JSON.stringify(event)}\n`);
  }
}

function metadata(step: Step, state: ResourceState | undefined, diff: Diff | undefined): object {
  const { replaces, differs } = stepReasons(step, diff);
  return {
    op: step.op,
    urn: step.urn,
    type: step.type,
    old: stateJson(step.old),
    new: stateJson(state),
    keys: replaces.length > 0 ? replaces : undefined,
    diffs: differs.length > 0 ? differs : undefined,
    detailedDiff: detailedDiff(diff),
    logical: isLogical(step) || undefined,
    provider: stepProvider(step),
  };
}

function stateJson(state: ResourceState | undefined): object | null {
  if (state === undefined) return null;
  return {
    type: state.type,
    urn: state.urn,
    custom: state.custom || undefined,
    delete: state.delete || undefined,
    id: state.id ?? "",
    parent: state.type === rootStackType ? "" : (state.parent ?? ""),
    protect: state.protect || undefined,
    taint: state.taint || undefined,
    external: state.external || undefined,
    retainOnDelete: state.retainOnDelete || undefined,
    inputs: toStored(state.inputs, blindedSecrets, state.urn),
    outputs: toStored(state.outputs, blindedSecrets, state.urn),
    provider: state.provider ?? "",
    initErrors: state.initErrors.length > 0 ? state.initErrors : undefined,
  };
}

function detailedDiff(diff: Diff | undefined): object | null {
  if (diff?.detailed === undefined) return null;
  return Object.fromEntries(
    Object.entries(diff.detailed).map(([path, { kind, inputDiff }]) => [path, { diffKind: kind, inputDiff }]),
  );
}
