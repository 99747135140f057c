import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startNode } from "./child.ts";
import { processModule } from "./compiled.ts";

const runSdk = fileURLToPath(processModule("run-sdk"));

/** What a process that waits is told to run. */
export interface ProgramStart {
  /** Arguments of the SDK's runner. */
  args: string[];
  /** The program's folder. */
  folder: string;
  /** Added to its environment. */
  env: Record<string, string>;
}

/** The module of the SDK that runs a program, from the program's folder. Nothing when no SDK is installed there. */
export function sdkRunner(folder: string): string | undefined {
  try {
    return createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run/index.js");
  } catch {
    return undefined;
  }
}

/**
 * Starts a process that loads the SDK, and runs a program if it is told which. Where Node keeps compiled code (`NODE_COMPILE_CACHE`), that of programs is kept apart:
 * the SDK sets a flag of V8's, and V8 refuses what was compiled under others. In one folder engine and program would compile
 * and write anew, in every run, all that both load.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/closure/v8.ts
 * @param args the SDK's runner, and what it is given; without that, the process waits to be told
 */
export function startSdk(
  args: string[],
  folder: string,
  env: NodeJS.ProcessEnv,
  channels?: "ipc"[],
): ChildProcess {
  const { NODE_COMPILE_CACHE: cache } = env;
  const own = cache ? { NODE_COMPILE_CACHE: join(cache, "programs") } : {};
  return startNode([runSdk, ...args], folder, { ...env, ...own }, channels);
}

/**
 * A process that loads the SDK before it is known what it is to run: that is most of what the start of a program takes, and
 * the engine has its own start to do meanwhile.
 */
export class SdkAhead {
  readonly #env: NodeJS.ProcessEnv;
  #child: { runner: string; process: ChildProcess } | undefined;

  /** @param folder where a program may be run; where no SDK is installed nothing starts */
  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#env = env;
    const runner = sdkRunner(folder);
    if (runner === undefined) return;
    const child = startSdk([runner], folder, env, ["ipc"]);
    child.on("error", () => {}); // Then it is not there to be taken.
    this.#child = { runner, process: child };
  }

  /** The process, once told what to run. Nothing when there is none that loaded this SDK in this environment. */
  take(runner: string, env: NodeJS.ProcessEnv, start: ProgramStart): ChildProcess | undefined {
    const { runner: loaded, process } = this.#child ?? {};
    if (process === undefined || loaded !== runner || env !== this.#env || !process.connected)
      return undefined;
    this.#child = undefined;
    process.send(start);
    return process;
  }

  /** Ends the process that nobody has taken. */
  close(): void {
    this.#child?.process.kill("SIGKILL");
  }
}
