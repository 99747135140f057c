import { createRequire } from "node:module";
import { runtime } from "@pulumi/pulumi";
import type { Program, ProgramContext, ProgramResult } from "./program.ts";

/** Each program has a store of its own in the SDK, so that many can run in one process. Not in the SDK's typings. */
const { withLocalStorage } = createRequire(import.meta.url)("@pulumi/pulumi/runtime/state") as {
  withLocalStorage<T>(task: () => Promise<T>): Promise<T>;
};

/** A program as a function, run in this process: for tests. What it returns are the stack's outputs. */
export function inlineProgram(main: () => unknown): Program {
  return (context) => ({
    ended: withLocalStorage(() => runHere(main, context)),
    // It cannot be ended from outside: the engine just goes, and what the program asks for from then on fails.
    kill: () => {},
  });
}

async function runHere(main: () => unknown, context: ProgramContext): Promise<ProgramResult> {
  const { project, stack, parallel, address, preview, organization } = context;
  runtime.resetOptions(project, stack, parallel, address, address, preview, organization);
  runtime.setAllConfig(context.config, context.secretKeys);
  try {
    await runtime.runInPulumiStack(async () => main());
    await runtime.disconnect();
    return { ok: true };
  } catch (error) {
    runtime.disconnectSync();
    return { ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
