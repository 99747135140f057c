import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { startNode } from "../runtime/child.ts";

/** How long a plugin may take until it says its port, in milliseconds. */
const startTimeout = 60_000;
const keptStderr = 8_000;

/** A provider plugin that runs as a process of its own. */
export interface PluginProcess {
  port: number;
  /** Ends the process. */
  stop(): void;
}

/**
 * Starts a plugin, a module that prints the port it listens on as its first line. It lives no longer than this process.
 * @param command the module and its argument, the engine's address
 * @param root the project's folder: the plugin's working folder
 * @param env the plugin's environment
 * @param onOutput told what the plugin writes after its port, line by line
 * @throws Error that names the module, with what the plugin wrote, when it does not start
 */
export async function startPlugin(
  packageName: string,
  command: [entry: string, engine: string],
  root: string,
  env: NodeJS.ProcessEnv,
  onOutput: (line: string) => void,
): Promise<PluginProcess> {
  const child = startNode(command, root, env);
  const stop = () => {
    child.kill("SIGKILL");
  };
  let stderr = "";
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      stderr = `${stderr}${line}\n`.slice(-keptStderr);
      onOutput(line);
    });
  }
  try {
    return { port: await firstLinePort(child, onOutput), stop };
  } catch (error) {
    stop();
    const why = error instanceof Error ? error.message : String(error);
    const said = stderr === "" ? "" : `\nIt wrote:\n${stderr.trimEnd()}`;
    throw new Error(`the provider plugin "${packageName}" (${command[0]}) did not start: ${why}${said}`);
  }
}

function firstLinePort(child: ChildProcess, onOutput: (line: string) => void): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`it did not say its port within ${startTimeout / 1000} s`)),
      startTimeout,
    );
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`it ended (${signal ?? `exit code ${code}`})`)));
    let port: number | undefined;
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (port !== undefined) {
        onOutput(line);
        return;
      }
      port = Number(line.trim());
      clearTimeout(timer);
      if (Number.isInteger(port) && port > 0) resolvePort(port);
      else reject(new Error(`its first line should be a port, but is "${line}"`));
    });
  });
}
