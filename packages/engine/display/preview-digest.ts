import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import { isDefaultProvider } from "../deploy/changes.ts";
import type { DeploymentEvent } from "../deploy/events.ts";
import type { RunResult } from "../deploy/run.ts";
import type { Step, StepOutcome } from "../deploy/step.ts";
import type { StackConfig } from "../monitor/default-providers.ts";
import type { Diff } from "../plugins/provider.ts";
import { mapSecrets } from "../property/secret.ts";
import type { PropertyMap } from "../property/value.ts";
import { plainSecrets } from "../secrets/forms.ts";
import { filled } from "../state/filled.ts";
import type { ResourceState } from "../state/resource.ts";
import { encodeResource } from "../state/stored-resource.ts";
import { rootStackType } from "../state/urn.ts";
import { isForPeople } from "./diagnostics.ts";
import { isHalf } from "./done-step.ts";
import type { Reporter } from "./reporter.ts";
import { blindedConfig, messagePrefix, StatesSoFar, stepProvider, stepReasons } from "./step-json.ts";

export interface DigestOptions {
  out: Writable;
  config: StackConfig;
  showSames: boolean;
  suppressOutputs: boolean;
}

/**
 * A preview as one JSON document, as `pulumi preview --json` writes it: what comments on pull requests are made of.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/display/json.go}
 */
export class PreviewDigest implements Reporter {
  readonly #options: DigestOptions;
  /** By URN and operation, in the order in which they began. */
  readonly #steps = new Map<string, object>();
  readonly #states = new StatesSoFar();
  readonly #diagnostics: object[] = [];
  readonly #start = performance.now();

  constructor(options: DigestOptions) {
    this.#options = options;
  }

  readonly handle = (event: DeploymentEvent): void => {
    switch (event.kind) {
      case "started":
        if (this.#isShown(event.step)) this.#note(event.step, this.#states.atStart(event.step));
        break;
      case "finished":
        this.#finished(event.step, event.outcome);
        break;
      case "diagnostic":
        if (!isForPeople(event)) break;
        this.#diagnostics.push({
          urn: event.urn,
          message: `${messagePrefix(event)}${event.message}\n`,
          severity: event.severity,
        });
        break;
      case "program-output":
        this.#diagnostics.push({ message: `${event.line}\n`, severity: "info" });
    }
  };

  end({ changes }: RunResult): void {
    const config = blindedConfig(this.#options.config);
    const digest = {
      config: filled(config),
      steps: filled([...this.#steps.values()]),
      diagnostics: filled(this.#diagnostics),
      /** Nanoseconds. */
      duration: Math.round((performance.now() - this.#start) * 1e6),
      changeSummary: filled(changes),
    };
    this.#options.out.write(`${JSON.stringify(digest, null, 4)}\n`);
  }

  #finished(step: Step, outcome: StepOutcome): void {
    const { state, diff, error } = outcome;
    this.#states.finished(step, outcome);
    if (step.op !== "refresh" || error !== undefined || !this.#steps.has(stepKey(step))) return;
    // What a refresh found is told in its place.
    if (state === undefined) this.#note(step, undefined, "delete");
    else if (diff?.changes === "some" && diff.detailed !== undefined) this.#note(step, state, "update", diff);
  }

  #isShown(step: Step): boolean {
    if (isDefaultProvider(step) || isHalf(step)) return false;
    if (step.op !== "same" || step.type === rootStackType) return true;
    return this.#options.showSames || (step.old !== undefined && step.old.protect !== step.new?.protect);
  }

  #note(step: Step, state: ResourceState | undefined, op: string = step.op, diff = step.diff): void {
    const { replaces, differs } = stepReasons(step, diff);
    const old = this.#states.before(step);
    this.#steps.set(stepKey(step), {
      op,
      urn: step.urn,
      provider: stepProvider(step) || undefined,
      oldState: old && this.#stateJson(old),
      newState: state && this.#stateJson(state),
      diffReasons: filled(differs),
      replaceReasons: filled(replaces),
      detailedDiff: detailedDiff(diff),
    });
  }

  #stateJson(state: ResourceState): object {
    const isHidden = this.#options.suppressOutputs && state.type === rootStackType;
    const blinded = (properties: PropertyMap) => (isHidden ? {} : mapSecrets(properties, () => "[secret]"));
    return encodeResource(
      { ...state, inputs: blinded(state.inputs), outputs: blinded(state.outputs) },
      plainSecrets,
    );
  }
}

function stepKey({ op, urn }: Step): string {
  return `${urn} ${op}`;
}

function detailedDiff(diff: Diff | undefined): object | null {
  if (diff?.detailed === undefined) return null;
  return Object.fromEntries(
    Object.entries(diff.detailed).map(([path, { kind, inputDiff }]) => [path, { kind, inputDiff }]),
  );
}
