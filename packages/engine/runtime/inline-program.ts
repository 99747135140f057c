import { createRequire } from "node:module";
// From where they are: the SDK's main module loads compilers and npm, too.
import { hasErrors } from "@pulumi/pulumi/log/index.js";
import { setAllConfig } from "@pulumi/pulumi/runtime/config.js";
import { disconnect, disconnectSync, resetOptions } from "@pulumi/pulumi/runtime/settings.js";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack.js";
import type { Program, ProgramContext, ProgramResult } from "./program.ts";
import { isGrpcError, RejectionTrap } from "./rejections.ts";

/** Each program has a store of its own in the SDK, so that many can run in one process. Not in the SDK's typings. */
const { withLocalStorage } = createRequire(import.meta.url)("@pulumi/pulumi/runtime/state") as {
  withLocalStorage<T>(task: () => Promise<T>): Promise<T>;
};

/**
 * A program as a function, run in this process: for tests. What it returns are the stack's outputs. While it runs, no
 * other code in the process may leave a rejection unhandled: it would be taken for the program's.
 */
export function inlineProgram(main: () => unknown): Program {
  return (context) => {
    const rejections = new RejectionTrap();
    const ended = rejections.run(() => withLocalStorage(() => runHere(main, context, rejections)));
    // It cannot be ended from outside: the engine just goes, and what the program asks for from then on fails.
    return { ended, kill: async () => rejections.release() };
  };
}

async function runHere(
  main: () => unknown,
  context: ProgramContext,
  rejections: RejectionTrap,
): Promise<ProgramResult> {
  const { project, stack, parallel, address, preview, organization } = context;
  resetOptions(project, stack, parallel, address, address, preview, organization);
  setAllConfig(context.config, context.secretKeys);
  try {
    await runInPulumiStack(async () => main());
    // Its hooks may be needed until all has been deleted.
    await disconnect(true);
  } catch (error) {
    rejections.add(error);
    disconnectSync();
  }
  const errors = rejections.errors.filter((error) => !isGrpcError(error));
  const message = errors.map((error) => (error instanceof Error ? error.message : String(error))).join("\n");
  return rejections.errors.length > 0 || hasErrors()
    ? { ok: false, message: message || undefined }
    : { ok: true };
}
