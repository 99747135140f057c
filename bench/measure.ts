import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { z } from "zod";

const usageHook = new URL("usage.ts", import.meta.url).href;
const noted = z.object({ script: z.string(), seconds: z.number(), megabytes: z.number() });

/** What a process has used: processor time, and memory at its highest. */
export interface Usage {
  seconds: number;
  megabytes: number;
}

/** The processes that a run of Pulumi consists of. A `pulumi` that is no Node program is not among them. */
export type Role = "engine" | "program" | "provider";

export interface Measured {
  stdout: string;
  /** From start to end, seconds. */
  wall: number;
  usage: Record<Role, Usage>;
}

export interface Command {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/**
 * Runs a command to its end and tells what it took, by process.
 * @throws Error with all it wrote when it fails
 */
export async function measure({ command, args, cwd, env }: Command): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "bench-usage-"));
  try {
    const options = [env.NODE_OPTIONS, `--import=${usageHook}`].filter(Boolean).join(" ");
    const start = performance.now();
    const stdout = await finished({
      command,
      args,
      cwd,
      env: { ...env, NODE_OPTIONS: options, BENCH_USAGE: folder },
    });
    const wall = (performance.now() - start) / 1000;
    return { stdout, wall, usage: usageIn(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function finished({ command, args, cwd, env }: Command): Promise<string> {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`));
    });
  });
}

function usageIn(folder: string): Record<Role, Usage> {
  const usage: Record<Role, Usage> = {
    engine: { seconds: 0, megabytes: 0 },
    program: { seconds: 0, megabytes: 0 },
    provider: { seconds: 0, megabytes: 0 },
  };
  for (const name of readdirSync(folder)) {
    const { script, seconds, megabytes } = noted.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
    const of = usage[roleOf(script)];
    of.seconds += seconds;
    of.megabytes = Math.max(of.megabytes, megabytes);
  }
  return usage;
}

function roleOf(script: string): Role {
  if (/[\\/]cmd[\\/]run/.test(script)) return "program";
  return /[\\/]plugin\.cjs$|run-plugin/.test(script) ? "provider" : "engine";
}

/** The middle one of several measurements, by a figure. */
export function median<T>(all: readonly T[], figure: (one: T) => number): T {
  const sorted = all.toSorted((a, b) => figure(a) - figure(b));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error("there is nothing to take the median of");
  return middle;
}
