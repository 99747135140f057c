import type { ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Program, ProgramContext, ProgramResult } from "./program.ts";
import { type ProgramStart, type SdkAhead, sdkRunner, startSdk } from "./sdk-ahead.ts";

/** The exit code by which the SDK says: it failed, and the person has been told why. */
const alreadyLogged = 32;

/** The folder a program runs in, and what to run there. */
export interface ProgramEntry {
  folder: string;
  entry: string;
}

/** Where the program of a project is. */
export function programEntry(root: string, main: string): ProgramEntry {
  const path = resolve(root, main);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? { folder: path, entry: "." } : { folder: dirname(path), entry: basename(path) };
}

/**
 * The program of a project, run by the SDK's own runner in a process of its own.
 * @param main `main` of Pulumi.yaml: a file or folder
 * @param env its environment, beside what the SDK reads there
 * @param ahead a process that may have been started for it
 */
export function nodeProgram(main = ".", env: NodeJS.ProcessEnv = process.env, ahead?: SdkAhead): Program {
  return (context) => {
    const start = programStart(context, programEntry(context.root, main));
    const { folder, args, env: own } = start;
    const runner = sdkRunner(folder);
    if (runner === undefined) {
      throw new Error(
        `"@pulumi/pulumi" is not installed for the program in ${folder}: run npm install there`,
      );
    }
    const child = ahead?.take(runner, env, start) ?? startSdk([runner, ...args], folder, { ...env, ...own });
    forward(child, context);
    const ended = ending(child);
    const kill = async () => {
      child.kill("SIGKILL");
      await ended;
    };
    return { ended, kill };
  };
}

/** What the SDK's runner is given for a run. */
export function programStart(context: Omit<ProgramContext, "onOutput">, entry: ProgramEntry): ProgramStart {
  return {
    args: [...runnerArguments(context, entry.folder), entry.entry],
    folder: entry.folder,
    env: {
      PULUMI_CONFIG: JSON.stringify(context.config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(context.secretKeys),
      // Node reads TypeScript itself.
      PULUMI_NODEJS_TYPESCRIPT: "false",
    },
  };
}

function runnerArguments(context: Omit<ProgramContext, "onOutput">, folder: string): string[] {
  const options: Record<string, string> = {
    monitor: context.address,
    engine: context.address,
    organization: context.organization,
    project: context.project,
    "root-directory": context.root,
    stack: context.stack,
    pwd: folder,
    parallel: String(context.parallel),
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return context.preview ? [...args, "--dry-run"] : args;
}

function forward(child: ChildProcess, { onOutput }: ProgramContext): void {
  for (const stream of ["stdout", "stderr"] as const) {
    const source = child[stream];
    if (source !== null) createInterface({ input: source }).on("line", (line) => onOutput(stream, line));
  }
}

function ending(child: ChildProcess): Promise<ProgramResult> {
  return new Promise((done) => {
    child.once("error", (error) =>
      done({ ok: false, message: `the program could not be started: ${error.message}` }),
    );
    child.once("close", (code, signal) => {
      if (code === 0) done({ ok: true });
      else if (code === alreadyLogged) done({ ok: false });
      else done({ ok: false, message: `the program ended with ${signal ?? `exit code ${code}`}` });
    });
  });
}
