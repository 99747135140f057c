import { availableParallelism } from "node:os";
import type { RunKind } from "../deploy/run.ts";
import type { Scope } from "../deploy/selection.ts";
import { NoConfirmationError } from "./exit.ts";

/** Flags of the commands that change a stack; which command takes which is said where they are registered. */
export interface DeploymentFlags {
  previewOnly?: boolean;
  refresh?: "true" | "false";
  diff?: boolean;
  json?: boolean;
  expectNoChanges?: boolean;
  target?: string[];
  targetDependents?: boolean;
  exclude?: string[];
  excludeDependents?: boolean;
  replace?: string[];
  targetReplace?: string[];
  /** At least 1. */
  parallel?: number;
  message?: string;
  debug?: boolean;
  showSecrets?: boolean;
  showSames?: boolean;
  suppressOutputs?: boolean;
  config?: string[];
  configPath?: boolean;
  skipConfigValidation?: boolean;
  yes?: boolean;
  skipPreview?: boolean;
  excludeProtected?: boolean;
  remove?: boolean;
  clearPendingCreates?: boolean;
  continueOnError?: boolean;
  runProgram?: boolean;
}

/** As the CLI: `PULUMI_PARALLEL`, else four for each processor. */
export function defaultParallel({ PULUMI_PARALLEL }: NodeJS.ProcessEnv): number {
  const given = Number(PULUMI_PARALLEL);
  return given >= 1 ? Math.trunc(given) : availableParallelism() * 4;
}

/** @throws Error for flags that contradict one another */
export function scopeOf(flags: DeploymentFlags): Scope {
  const { target = [], targetReplace = [], replace = [], exclude = [], excludeProtected } = flags;
  const targets = [...target, ...targetReplace];
  if (targets.length > 0 && exclude.length > 0)
    throw new Error("pass --target or --exclude, not both: what is not a target is left out");
  if (targets.length > 0 && excludeProtected)
    throw new Error("you cannot specify --target and --exclude-protected");
  return {
    targets,
    targetDependents: flags.targetDependents,
    excludes: exclude,
    excludeDependents: flags.excludeDependents,
    replaces: [...replace, ...targetReplace],
  };
}

/** @throws Error for flags of which one asks for a run, and the other for none */
export function refuseRunOfPreview({ previewOnly, yes, skipPreview }: DeploymentFlags): void {
  const asking = skipPreview ? "--skip-preview" : "--yes";
  if (previewOnly && (yes || skipPreview))
    throw new Error(
      `${asking} and --preview-only cannot be used together: nothing is done after a preview only`,
    );
}

/** @throws NoConfirmationError when somebody would have to see the plan or be asked, and cannot */
export function requireConsent(kind: RunKind, flags: DeploymentFlags, interactive: boolean): void {
  if (flags.skipPreview) {
    throw new NoConfirmationError("with --skip-preview nobody sees what would be done: pass --yes, too");
  }
  if (interactive && !flags.json) return;
  const look = kind === "up" ? "run `preview`" : "pass --preview-only";
  throw new NoConfirmationError(
    `pass --yes to go on without being asked, or ${look} to see what would be done`,
  );
}
