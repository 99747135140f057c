import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { Io } from "./io.ts";
import { run } from "./program.ts";

/** How a command ended, and what it wrote. */
export interface Captured {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs one command in this process, with nobody to ask. Programs, and providers that are not hosted, are processes of their own all the same.
 * @param args without the names of node and the script
 */
export async function captured(args: string[], { cwd, env }: Pick<Io, "cwd" | "env">): Promise<Captured> {
  const [stdin, stdout, stderr] = [new PassThrough().end(), new PassThrough(), new PassThrough()];
  const written = [text(stdout), text(stderr)] as const;
  const code = await run(args, { cwd, env, stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  return { code, stdout: await written[0], stderr: await written[1] };
}
