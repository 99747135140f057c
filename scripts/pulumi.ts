#!/usr/bin/env node
/** `npm run pulumi -- <arguments>`: the user's own `pulumi` where one is on PATH, else the embedded engine. */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compiledEngine } from "./compiled.ts";

const compileCache = fileURLToPath(new URL("../node_modules/.cache/compiled", import.meta.url));

/** How to start Pulumi: a command and the arguments that come before the user's. */
export interface PulumiCommand {
  command: string;
  args: string[];
  /** True for a real `pulumi`, false for the embedded engine. */
  real: boolean;
}

/** The embedded engine. */
export const embeddedEngine: PulumiCommand = {
  command: process.execPath,
  args: [await compiledEngine()],
  real: false,
};

/**
 * Finds the `pulumi` to use.
 * @param path directories to search, as in the environment variable PATH
 */
export function findPulumi(path = process.env.PATH ?? ""): PulumiCommand {
  const name = process.platform === "win32" ? "pulumi.exe" : "pulumi";
  for (const directory of path.split(delimiter)) {
    // npm puts its own folders on PATH; a `pulumi` there would be a package, not the user's command.
    if (directory === "" || directory.includes("node_modules")) continue;
    try {
      accessSync(join(directory, name), constants.X_OK);
      return { command: join(directory, name), args: [], real: true };
    } catch {
      // Not here: look on.
    }
  }
  return embeddedEngine;
}

/**
 * The environment in which to start it: the pinned Node comes first on PATH, since a real `pulumi` starts whatever `node` is
 * there, and compiled code is kept, which saves every program and plugin a part of its start.
 */
export function pulumiEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return {
    ...env,
    PATH: `${dirname(process.execPath)}${delimiter}${env.PATH ?? ""}`,
    NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? compileCache,
  };
}

if (import.meta.main) {
  const { command, args } = findPulumi();
  const child = spawn(command, [...args, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: pulumiEnvironment(),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`Cannot start ${command}: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
