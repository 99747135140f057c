import type { Diff } from "../plugins/provider.ts";
import type { ResourceState } from "../state/resource.ts";

/**
 * What can happen to a resource, by the CLI's own names.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step.go}
 */
export type Operation =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "read"
  | "read-replacement"
  | "discard"
  | "discard-replaced"
  | "refresh"
  | "import"
  | "import-replacement"
  | "remove-pending-replace";

/** One thing to be done with one resource. A registration gives a chain of them, done in order. */
export interface Step {
  op: Operation;
  urn: string;
  type: string;
  /** The state before; absent when there is none. */
  old?: ResourceState;
  /** The state wanted; absent when it is to go. Outputs and id come from doing it. */
  new?: ResourceState;
  /** Why an update or a replacement. */
  diff?: Diff;
  /** Paths that the program wants left alone. */
  ignoreChanges?: string[];
  /** Of a replacement: true when the old one goes at the end, false when it is gone already. */
  deleteAfter?: boolean;
  /** Of an import: true when no program asked for it, so that nothing follows which compares it with one. */
  isAdoption?: boolean;
  /** True when the run is not about it: it stays as it is, and without an old state it is not made. */
  leftOut?: boolean;
  /** Of a delete: true when the resource is to be made again in this run. */
  pendingReplacement?: boolean;
}

/** What came of a step. */
export interface StepOutcome {
  /** As it now is; absent when it is gone or nothing came of it. */
  state?: ResourceState;
  /** Of a refresh: the change that was found. */
  diff?: Diff;
  /** Set when it was done, but a hook that runs afterwards failed: the run fails. */
  hookError?: Error;
  /** Set when it failed; with a `state` it failed half way and what there is must be kept. */
  error?: Error;
}

/** Steps that mean something to a person: the others are parts of a replacement. */
export function isLogical(step: Step): boolean {
  const parts: Operation[] = [
    "create-replacement",
    "delete-replaced",
    "discard-replaced",
    "read-replacement",
    "import-replacement",
  ];
  return !parts.includes(step.op);
}
