import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import type { Command } from "commander";
import { describeHolder } from "../backend/lock.ts";
import type { SdkAhead } from "../runtime/sdk-ahead.ts";
import { openStack, type Stack } from "../workspace/stack.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { CancelledError, NoConfirmationError } from "./exit.ts";

/** What a command may touch of the world outside the file system. */
export interface Io {
  cwd: string;
  env: NodeJS.ProcessEnv;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable;
  /** A process for the program, started before the command was read. */
  ahead?: SdkAhead;
}

/** Flags that every command takes. */
export interface GlobalOptions {
  cwd?: string;
  stack?: string;
  configFile?: string;
  nonInteractive?: boolean;
  color?: "always" | "never" | "raw" | "auto";
}

/** A command's flags. Those that the command above it has, too, have been read there: `stack output --show-secrets`. */
export function flags<T extends object>(command: Command): GlobalOptions & T {
  return command.optsWithGlobals<GlobalOptions & T>();
}

export function print(io: Io, text: string): void {
  io.stdout.write(`${text}\n`);
}

export function printJson(io: Io, value: unknown): void {
  print(io, JSON.stringify(value, null, 2));
}

/** The folder a command works in: `--cwd`, else the process's. */
export function workingFolder(io: Io, { cwd }: GlobalOptions): string {
  return resolve(io.cwd, cwd ?? ".");
}

/** The workspace a command runs in. */
export function commandWorkspace(io: Io, command: Command): Promise<Workspace> {
  return openWorkspace(workingFolder(io, command.optsWithGlobals()), io.env);
}

/** The existing stack a command means. @param named as an argument, where the command takes it so */
export async function commandStack(io: Io, command: Command, named?: string): Promise<Stack> {
  const { stack, configFile } = command.optsWithGlobals<GlobalOptions>();
  if (named !== undefined && stack !== undefined) {
    throw new Error("name the stack either with --stack or as an argument, not both");
  }
  return openStack(await commandWorkspace(io, command), named ?? stack, configFile);
}

/**
 * Runs `work` while holding the stack's lock.
 * @throws StackLockedError that names who holds it
 */
export async function whileLocked<T>(io: Io, stack: Stack, work: () => Promise<T>): Promise<T> {
  const lock = await stack.store.lock();
  for (const holder of lock.cleared) {
    io.stderr.write(`warning: removed a lock left ${describeHolder(holder)}: that process no longer lives\n`);
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** True for what the CLI takes for yes in an environment variable. */
export function isTruthy(value: string | undefined): boolean {
  return value === "1" || value?.toLowerCase() === "true";
}

/** True when a person can be asked. */
export function isInteractive(io: Io, { nonInteractive = false }: GlobalOptions): boolean {
  return !nonInteractive && io.stdin.isTTY === true && io.stdout.isTTY === true;
}

/**
 * Has a person type `expected` before something that cannot be undone.
 * @throws CancelledError when they type anything else; NoConfirmationError when nobody can be asked
 */
export async function confirm(io: Io, command: Command, warning: string, expected: string): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions & { yes?: boolean }>();
  if (options.yes || isTruthy(io.env.PULUMI_SKIP_CONFIRMATIONS)) return;
  if (!isInteractive(io, options)) throw new NoConfirmationError();
  const answer = await ask(
    io,
    `${warning}\nPlease confirm that this is what you want by typing "${expected}": `,
  );
  if (answer !== expected) throw new CancelledError("not confirmed: nothing was done");
}

/**
 * Asks a person.
 * @returns the answer without space around it; empty when they left without one (Ctrl-C, Ctrl-D)
 */
export async function ask(io: Io, question: string): Promise<string> {
  const questions = createInterface({ input: io.stdin, output: io.stdout });
  try {
    // Ctrl-D only closes it, Ctrl-C is an error of the question's.
    const left = once(questions, "close").then(() => "");
    const answered = questions.question(question).catch(() => "");
    return (await Promise.race([answered, left])).trim();
  } finally {
    questions.close();
  }
}

/** All of standard input, without the line end it closes with. @param raw true: with it */
export async function readInput(io: Io, { raw = false } = {}): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  return raw ? text : text.replace(/\r?\n$/, "");
}

/** Rows under headers, in columns two spaces apart. */
export function table(headers: string[], rows: string[][]): string {
  const widths = headers.map((header, column) =>
    Math.max(header.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [headers, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A time as people say it: `3 minutes ago`. */
export function ago(time: Date, now = new Date()): string {
  const seconds = Math.round((time.getTime() - now.getTime()) / 1000);
  const units = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ] as const;
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(seconds / length), unit);
}
