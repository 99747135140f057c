import type { Step, StepOutcome } from "../deploy/step.ts";
import type { StackConfig } from "../monitor/default-providers.ts";
import type { Diff } from "../plugins/provider.ts";
import type { ResourceState } from "../state/resource.ts";
import type { Diagnostic } from "./diagnostics.ts";

/** The configuration of a run as its JSON has it: secrets blinded. */
export function blindedConfig(config: StackConfig): Record<string, string> {
  const entries = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, { value, secret }]) => [key, secret ? "[secret]" : value]));
}

/** The provider that does a step. */
export function stepProvider({ new: wanted, old }: Step): string {
  return (wanted ?? old)?.provider ?? "";
}

/** Why a step is done: the keys that replace, and those that differ. */
export function stepReasons({ op }: Step, diff: Diff | undefined): { replaces: string[]; differs: string[] } {
  const isReplacement = op === "replace" || op === "create-replacement";
  return { replaces: isReplacement ? (diff?.replaceKeys ?? []) : [], differs: diff?.changedKeys ?? [] };
}

/** What has become of resources so far in a run: the JSON tells of a step's states as they are by then. */
export class StatesSoFar {
  readonly #made = new Map<string, ResourceState>();
  readonly #olds = new Map<ResourceState, Partial<ResourceState>>();

  finished({ op, urn, old, deleteAfter, pendingReplacement }: Step, { state, error }: StepOutcome): void {
    if (error !== undefined) return;
    if (op === "create-replacement" && state !== undefined) this.#made.set(urn, state);
    if (old === undefined) return;
    if (pendingReplacement) this.#olds.set(old, { pendingReplacement: true });
    else if (deleteAfter) this.#olds.set(old, { delete: true });
  }

  /** The old state: it may wait for its deletion, or be gone. */
  before({ old }: Step): ResourceState | undefined {
    return old && { ...old, ...this.#olds.get(old) };
  }

  /** The new state, as far as it is known when the step begins: the second half of a replacement knows what was made. */
  atStart(step: Step): ResourceState | undefined {
    if (step.op === "refresh") return step.old;
    return step.op === "replace" ? (this.#made.get(step.urn) ?? step.new) : step.new;
  }
}

/** What stands before a message: how bad it is. */
export function messagePrefix({ severity }: Diagnostic): string {
  return severity === "info" ? "" : `${severity}: `;
}
