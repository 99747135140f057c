import { createRequire } from "node:module";
import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import type { FunctionAnswer, Invocation, Level, Program, Report } from "./messages.ts";
import { answerOf, asError, failureOf } from "./response.ts";
import { defineGlobals, leadFetch, leadTime, limitPackages, twilioClientOf } from "./runtime.ts";

/** The thread that runs the functions of one deployment, one request at a time. */

type Callback = (error?: unknown, result?: unknown) => void;
type Handler = (context: object, event: object, callback: Callback) => unknown;

const port = parentPort;
if (!port) throw new Error("functions/thread.ts runs as a worker thread only");
const program: Program = workerData;
const load = createRequire(import.meta.url);
let current: Invocation | undefined;

const report = (message: Report) => port.postMessage(message);

/** What one request may print: lines, and characters a line. More would fill the emulator's memory, not the thread's. */
const longestLog = { lines: 1_000, line: 16 * 1024 };
let printed = 0;

function log(level: Level, message: string): void {
  if (printed++ < longestLog.lines)
    report({ type: "log", level, message: message.slice(0, longestLog.line) });
}

/** A thread that ends its process would end the emulator. */
process.kill = () => {
  throw new Error("Functions cannot send signals");
};

for (const [method, level] of [
  ["log", "INFO"],
  ["info", "INFO"],
  ["debug", "INFO"],
  ["warn", "WARN"],
  ["error", "ERROR"],
] as const) {
  console[method] = (...values: unknown[]) => log(level, format(...values));
}

limitPackages(program);
leadFetch(program);
leadTime(() => current?.ahead ?? 0);
defineGlobals(program, () => current?.context ?? {});

// What a function left running may fail after it has answered: that is for the log, not for the next request.
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error) => {
    log("ERROR", format(error));
    if (current) answer(current, failureOf(error));
  });
}

port.on("message", (invocation: Invocation) => {
  current = invocation;
  printed = 0;
  report({ type: "started" });
  run(invocation).catch((error: unknown) => fail(invocation, error));
});

function answer(invocation: Invocation, result: FunctionAnswer): void {
  // The first answer counts.
  if (current !== invocation) return;
  report({ type: "answer", id: invocation.id, answer: result });
  current = undefined;
}

function fail(invocation: Invocation, error: unknown): void {
  if (current !== invocation) return;
  log("ERROR", asError(error).stack ?? String(error));
  answer(invocation, failureOf(error));
}

async function run(invocation: Invocation): Promise<void> {
  const { path, context, event } = invocation;
  process.env = { ...context };
  const { handler } = load(program.functions[path] ?? "") as { handler?: Handler };
  if (typeof handler !== "function") throw new Error(`${path} exports no function named "handler"`);
  const given = { ...context, getTwilioClient: () => twilioClientOf(context, program) };
  await handler(given, event, (error, result) => {
    if (error !== null && error !== undefined) fail(invocation, error);
    else answer(invocation, encoded(result));
  });
}

function encoded(result: unknown): FunctionAnswer {
  try {
    return answerOf(result);
  } catch (error) {
    return failureOf(error);
  }
}
