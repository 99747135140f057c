import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
// From where they are: the SDK's main module loads compilers and npm, too.
import { hasErrors } from "@pulumi/pulumi/log/index.js";
import { setAllConfig } from "@pulumi/pulumi/runtime/config.js";
import { disconnect, disconnectSync, resetOptions } from "@pulumi/pulumi/runtime/settings.js";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack.js";
import type { Program, ProgramContext, ProgramResult } from "./program.ts";
import { isGrpcError, RejectionTrap } from "./rejections.ts";

/** Each program has a store of its own in the SDK, so that many can run in one process. Not in the SDK's typings. */
const { getStore, withLocalStorage } = createRequire(import.meta.url)("@pulumi/pulumi/runtime/state") as {
  getStore(): { callbacks?: { _callbacks: Map<string, Callback> } };
  withLocalStorage<T>(task: () => Promise<T>): Promise<T>;
};

type Callback = (request: Uint8Array) => unknown;

/** Functions that run where they were set, and find the program's store there. */
class BoundCallbacks extends Map<string, Callback> {
  override set(token: string, callback: Callback): this {
    return super.set(token, AsyncLocalStorage.bind(callback));
  }
}

/**
 * Has the program's transforms and hooks run in its store. The SDK would run them in the one that all programs of a process
 * share, which knows of no secrets: it would send them on in plain.
 */
function bindCallbacks(): void {
  let server: ReturnType<typeof getStore>["callbacks"];
  Object.defineProperty(getStore(), "callbacks", {
    get: () => server,
    set(started: typeof server) {
      if (started !== undefined) started._callbacks = new BoundCallbacks();
      server = started;
    },
  });
}

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
  bindCallbacks();
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
  // What the engine has refused it has told of itself; it is the reason where there is no other.
  const own = rejections.errors.filter((error) => !isGrpcError(error));
  const errors = own.length > 0 ? own : rejections.errors;
  const message = errors.map((error) => (error instanceof Error ? error.message : String(error))).join("\n");
  return rejections.errors.length > 0 || hasErrors()
    ? { ok: false, message: message || undefined }
    : { ok: true };
}
