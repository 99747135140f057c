import type { Command } from "commander";
import type { ImportGoal } from "../deploy/import.ts";
import type { RunKind } from "../deploy/run.ts";
import { setConfig } from "./config-values.ts";
import { type DeploymentFlags, refuseRunOfPreview, requireConsent, scopeOf } from "./deployment-flags.ts";
import { CancelledError } from "./exit.ts";
import {
  ask,
  commandStack,
  type GlobalOptions,
  type Io,
  isInteractive,
  isTruthy,
  whileLocked,
} from "./io.ts";

/**
 * Shows what a command would do to its stack and, unless that is all, does it.
 * @throws NoConfirmationError when a person would have to be asked and cannot be
 * @throws ChangesFoundError for `--expect-no-changes`; CancelledError when a person stopped it
 */
export async function deploy(
  io: Io,
  command: Command,
  kind: RunKind,
  flags: DeploymentFlags,
  imports?: ImportGoal[],
): Promise<void> {
  const yes = flags.yes === true || isTruthy(io.env.PULUMI_SKIP_CONFIRMATIONS);
  const interactive = isInteractive(io, command.optsWithGlobals<GlobalOptions>());
  scopeOf(flags);
  refuseRunOfPreview(flags);
  if (!flags.previewOnly && !yes) requireConsent(kind, flags, interactive);
  const stack = await commandStack(io, command);
  // On another thread, while this one loads what a run needs.
  stack.deriveKey();
  const { Session } = await import("./session.ts");
  const session = new Session(io, command, kind, flags, stack, imports);
  session.loadAhead();
  for (const assignment of flags.config ?? []) await setConfig(stack, assignment, flags.configPath);
  if (flags.previewOnly) {
    await session.preview();
    return;
  }
  await whileLocked(io, stack, async () => {
    if (flags.excludeProtected && (await session.isAllProtected())) return;
    if (!flags.skipPreview) await session.preview();
    if (!yes) await confirm(io, kind === "up" ? "update" : kind, stack.qualifiedName);
    await session.update();
    if (flags.remove) await session.remove();
  });
}

/** @throws CancelledError when the answer is no, or none */
async function confirm(io: Io, run: string, stack: string): Promise<void> {
  const answer = await ask(io, `Do you want to perform this ${run} of ${stack}? [y/N] `);
  if (!/^y(es)?$/i.test(answer)) throw new CancelledError("confirmation declined: nothing was changed");
}
