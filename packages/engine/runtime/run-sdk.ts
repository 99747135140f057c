import { createRequire } from "node:module";
import { loadSdk } from "./lean-sdk.ts";
import type { ProgramStart } from "./sdk-ahead.ts";

/**
 * What a program's process runs: loads the SDK, and runs the program as the SDK's runner does. The arguments are the runner's
 * path and what it is to be given; without those, the first message tells what to run.
 */
const [node = "", , runner = "", ...given] = process.argv;
const require = createRequire(runner);

function run(args: string[]): void {
  process.argv = [node, runner, ...args];
  require(runner);
  // As if Node had been given the runner: programs, and what they load, have a `require.main`.
  process.mainModule = require.cache[runner];
}

if (given.length === 0) {
  process.once("message", ({ args, folder, env }: ProgramStart) => {
    process.disconnect?.();
    process.chdir(folder);
    Object.assign(process.env, env);
    run(args);
  });
}
loadSdk(require);
if (given.length > 0) run(given);
