import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openPassphraseManager, readPassphrase } from "./passphrase.ts";

/**
 * Begins to derive the key of the stack that a command names, on another thread, before the command line has been read: it
 * takes about as long as the engine takes to load, and whoever asks for the key later finds it under way. Where the stack or
 * its salt are not found at once nothing is done.
 * @param args of the command
 */
export function deriveKeyAhead(args: string[], cwd: string, env: NodeJS.ProcessEnv): void {
  const opening = async () => {
    const name = namedStack(args) ?? env.PULUMI_STACK;
    if (name === undefined) return;
    const file = readFileSync(join(cwd, `Pulumi.${name.replace(/^.*\//, "")}.yaml`), "utf8");
    const [, salt] = /^encryptionsalt: *["']?(v1:[^\s"']+)/m.exec(file) ?? [];
    if (salt !== undefined) await openPassphraseManager(readPassphrase(env), salt);
  };
  // What is wrong is told when the key is needed.
  opening().catch(() => {});
}

function namedStack(args: string[]): string | undefined {
  const index = args.findIndex((arg) => arg === "--stack" || arg === "-s");
  if (index >= 0) return args[index + 1];
  return args.find((arg) => arg.startsWith("--stack="))?.slice("--stack=".length);
}
