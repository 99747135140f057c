import { createRequire } from "node:module";
import type { ProgramStart } from "./sdk-ahead.ts";

/**
 * What {@link SdkAhead} runs: loads the SDK, in the order in which its runner does, and then runs the program that the first
 * message tells of, as if started for it.
 */
const [node = "", , runner = ""] = process.argv;
const require = createRequire(runner);

process.once("message", ({ args, folder, env }: ProgramStart) => {
  process.disconnect?.();
  process.chdir(folder);
  Object.assign(process.env, env);
  process.argv = [node, runner, ...args];
  require(runner);
});

const load = (part: string) => {
  try {
    return require(part);
  } catch {
    return undefined; // Another release may be laid out otherwise: its runner loads what it needs itself.
  }
};
load("./instrumentation");
load("../../runtime/closure/v8Hooks")?.isInitializedAsync?.();
for (const part of ["./tracing", "../../runtime/stack", "../../tsutils", "./error", "../../runtime/manifest"])
  load(part);
for (const part of ["source-map-support", "minimist", "ini"]) load(part);
