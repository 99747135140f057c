import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import { status } from "@grpc/grpc-js";
import { countedAs, isDefaultProvider } from "../deploy/changes.ts";
import type { DeploymentEvent } from "../deploy/events.ts";
import type { RunResult } from "../deploy/run.ts";
import { isLogical, type Operation, type Step, type StepOutcome } from "../deploy/step.ts";
import type { StackConfig } from "../monitor/default-providers.ts";
import { ProviderError } from "../plugins/errors.ts";
import type { Diff } from "../plugins/provider.ts";
import { signatureKey, signatures } from "../property/signature.ts";
import { type SecretForm, toStored } from "../property/stored.ts";
import type { ResourceState } from "../state/resource.ts";
import { rootStackType } from "../state/urn.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Reporter } from "./reporter.ts";
import { blindedConfig, messagePrefix, StatesSoFar, stepProvider, stepReasons } from "./step-json.ts";

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
  readonly #states = new StatesSoFar();
  readonly #steps = new Map<string, Step>();
  readonly #start = performance.now();
  #sequence = 0;
  /** How many steps were done, as the CLI counts them. */
  #done = 0;
  #maybeCorrupt = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#write("preludeEvent", { config: blindedConfig(options.config) });
  }

  readonly handle = (event: DeploymentEvent): void => {
    switch (event.kind) {
      case "started":
        if (isDefaultProvider(event.step)) break;
        this.#steps.set(event.step.urn, event.step);
        this.#tell("resourcePreEvent", event.step, this.#states.atStart(event.step));
        break;
      case "finished":
        if (!isDefaultProvider(event.step)) this.#finished(event.step, event.outcome);
        break;
      case "outputs": {
        const step = this.#steps.get(event.urn);
        if (step !== undefined) this.#tell("resOutputsEvent", step, event.state);
        break;
      }
      case "diagnostic":
        this.#diagnose(event);
        break;
      case "program-output":
        this.#write("stdoutEvent", { message: `${event.line}\n`, color: "never" });
    }
  };

  end({ ok, stopped, changes }: RunResult): void {
    if (!ok) {
      const what = this.#options.preview ? "preview" : "update";
      this.#diagnose({
        kind: "diagnostic",
        severity: "error",
        message: `${what} ${stopped ? "canceled" : "failed"}`,
      });
    }
    this.#write("summaryEvent", {
      maybeCorrupt: this.#maybeCorrupt,
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
      const status = statusOf(step, outcome);
      this.#maybeCorrupt ||= status === statuses.unknown;
      this.#write("resOpFailedEvent", {
        metadata: this.#metadata(step, step.new, step.diff),
        status,
        steps: this.#done,
      });
      return;
    }
    if (countedAs(step, outcome) !== undefined) this.#done++;
    this.#states.finished(step, outcome);
    const isTold = (step.new ?? step.old)?.custom || step.op === "refresh" || step.op === "delete";
    if (!isTold) return;
    const op = step.op === "refresh" ? (countedAs(step, outcome) ?? "same") : step.op;
    const made = step.op === "replace" ? this.#states.atStart(step) : state;
    this.#tell("resOutputsEvent", step, made, outcome.diff, op);
  }

  #tell(
    kind: string,
    step: Step,
    state: ResourceState | undefined,
    diff: Diff | undefined = step.diff,
    op?: Operation,
  ): void {
    const planning = this.#options.preview || undefined;
    this.#write(kind, { metadata: this.#metadata(step, state, diff, op), planning });
  }

  #diagnose(diagnostic: Diagnostic): void {
    this.#write("diagnosticEvent", {
      urn: diagnostic.urn,
      prefix: messagePrefix(diagnostic) || undefined,
      message: `${diagnostic.message}\n`,
      color: "never",
      severity: diagnostic.severity,
      ephemeral: diagnostic.ephemeral || undefined,
    });
  }

  /** @param op what the step came to, where that is something else */
  #metadata(
    step: Step,
    state: ResourceState | undefined,
    diff: Diff | undefined,
    op: Operation = step.op,
  ): object {
    const { replaces, differs } = stepReasons(step, diff);
    return {
      op,
      urn: step.urn,
      type: step.type,
      old: stateJson(this.#states.before(step)),
      new: stateJson(state),
      keys: replaces.length > 0 ? replaces : undefined,
      diffs: differs.length > 0 ? differs : undefined,
      detailedDiff: detailedDiff(diff),
      logical: (isLogical(step) && step.op !== "refresh") || undefined,
      provider: stepProvider(step),
    };
  }

  #write(kind: string, payload: object): void {
    const timestamp = Math.floor(Date.now() / 1000);
    const event = { sequence: this.#sequence++, timestamp, [kind]: payload };
    this.#options.out.write(`${JSON.stringify(event)}\n`);
  }
}

/** What a failure says about the resource. */
const statuses = { unchanged: 0, partly: 1, unknown: 2 };

/** By the CLI's reckoning a create that its provider refused made nothing, whatever the code of the refusal. */
function statusOf({ op }: Step, { error, state }: StepOutcome): number {
  if (state !== undefined) return statuses.partly;
  const isCreate = op === "create" || op === "create-replacement";
  const doubtful: number[] = [status.UNKNOWN, status.INTERNAL, status.DATA_LOSS];
  const isDoubtful = error instanceof ProviderError && doubtful.includes(error.code);
  return isDoubtful && !isCreate ? statuses.unknown : statuses.unchanged;
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
