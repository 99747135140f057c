#!/usr/bin/env node
import { emulatorCommand } from "./cli.ts";

try {
  await emulatorCommand().parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
