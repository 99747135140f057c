#!/usr/bin/env node
import { SdkAhead } from "./runtime/sdk-ahead.ts";

const { env, stdin, stdout, stderr } = process;
const args = process.argv.slice(2);
const cwd = process.cwd();
const ahead = /^(up|update|preview|pre)$/.test(args[0] ?? "") ? new SdkAhead(cwd, env) : undefined;
// The program's process loads its modules while this one does.
const { run } = await import("./cli/program.ts");
process.exitCode = await run(args, { cwd, env, stdin, stdout, stderr, ahead });
ahead?.close();
