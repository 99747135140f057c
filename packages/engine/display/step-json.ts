import type { Step } from "../deploy/step.ts";
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

/**
 * A step's new state as far as it is known when it begins: the second half of a replacement that was created first knows
 * what was made.
 */
export function stateAtStart(
  step: Step,
  made: ReadonlyMap<string, ResourceState>,
): ResourceState | undefined {
  if (step.op === "refresh") return step.old;
  return step.op === "replace" ? (made.get(step.urn) ?? step.new) : step.new;
}

/** What stands before a message: how bad it is. */
export function messagePrefix({ severity }: Diagnostic): string {
  return severity === "info" ? "" : `${severity}: `;
}
