import { type ChildProcess, spawn } from "node:child_process";
import { compiledCondition, isCompiled, processModule } from "./compiled.ts";

const conditions = isCompiled ? [`--conditions=${compiledCondition}`] : [];

/**
 * Starts a Node process that ends when this one does, even by `kill -9`. It is a process group of its own: a Ctrl-C in the
 * terminal is for the engine, which then lets running work end.
 * @param channels `ipc`: messages can be sent to it
 */
export function startNode(
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  channels: "ipc"[] = [],
): ChildProcess {
  return spawn(process.execPath, [...conditions, "--import", processModule("lifeline"), ...args], {
    cwd,
    env,
    stdio: ["pipe", "pipe", "pipe", ...channels],
    detached: true,
  });
}
