#!/usr/bin/env node
import { SdkAhead } from "./runtime/sdk-ahead.ts";
import { deriveKeyAhead } from "./secrets/key-ahead.ts";

const { env, stdin, stdout, stderr } = process;
const args = process.argv.slice(2);
const cwd = process.cwd();
const [command = ""] = args;
// The program's process loads its modules, and another thread derives the stack's key, while this one loads its own.
const ahead = /^(up|update|preview|pre)$/.test(command) ? new SdkAhead(cwd, env) : undefined;
if (ahead !== undefined || /^(refresh|destroy|down|dn)$/.test(command)) deriveKeyAhead(args, cwd, env);
const { run } = await import("./cli/program.ts");
process.exitCode = await run(args, { cwd, env, stdin, stdout, stderr, ahead });
ahead?.close();
