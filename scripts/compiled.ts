import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

const here = fileURLToPath(new URL("..", import.meta.url));

/**
 * What starts with every command, compiled: the engine with the provider that it hosts, which share what both import, and the
 * provider's SDK for programs, which have Pulumi's SDK already. From the project's folder.
 */
const parts: Pick<BuildOptions, "entryPoints" | "chunkNames" | "external">[] = [
  {
    entryPoints: {
      "packages/engine/.compiled/main": "packages/engine/main.ts",
      "packages/engine/.compiled/run-sdk": "packages/engine/runtime/run-sdk.ts",
      "packages/engine/.compiled/lifeline": "packages/engine/runtime/lifeline.ts",
      "packages/provider/.compiled/service": "packages/provider/service.ts",
    },
    chunkNames: "packages/engine/.compiled/[name]-[hash]",
    // Loaded when Twilio is first asked, in parts.
    external: ["twilio"],
  },
  {
    entryPoints: { "packages/provider/.compiled/index": "packages/provider/index.ts" },
    chunkNames: "packages/provider/.compiled/[name]-[hash]",
    external: ["@pulumi/pulumi"],
  },
];
const folders = ["packages/engine/.compiled", "packages/provider/.compiled"];
const main = "packages/engine/.compiled/main.js";
const noteFile = "packages/engine/.compiled/note.json";

/** What was compiled: out of which files, as they were then, and into which. */
interface Note {
  inputs: Record<string, string>;
  outputs: string[];
}

/**
 * The engine's main module, compiled with the provider into few files, which load in a third of the time. That is done here,
 * in half a second, where it was not done yet or something has changed since. What does not compile runs from its sources, and
 * says then what is wrong with it.
 * @param root the project's folder
 * @returns its path
 */
export async function compiledEngine(root = here): Promise<string> {
  if (!isFresh(root) && !(await compile(root))) return join(root, "packages/engine/main.ts");
  return join(root, main);
}

async function compile(root: string): Promise<boolean> {
  const { build } = await import("esbuild");
  const began = Date.now();
  try {
    const built = await Promise.all(
      parts.map((part) => build({ ...part, ...options, absWorkingDir: root, write: false, metafile: true })),
    );
    const files = built.flatMap(({ outputFiles }) => outputFiles);
    const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    const outputs = files.map(({ path }) => relative(root, path));
    // Which of the two was compiled is not known of a file that has changed meanwhile.
    const stateOfInput = (file: string) => stateOf(join(root, file), began);
    const note: Note = {
      inputs: Object.fromEntries(inputs.map((file) => [file, stateOfInput(file)])),
      outputs,
    };
    // What was compiled before may run still.
    const kept = new Set([...outputs, noteFile, ...(noteIn(root)?.outputs ?? [])]);
    // In one piece each, what is imported before who imports it: another command may start meanwhile.
    for (const { path, contents } of files.toReversed()) replace(path, contents);
    replace(join(root, noteFile), JSON.stringify(note));
    removeOthers(root, kept);
    return true;
  } catch {
    return false;
  }
}

const options = {
  outdir: ".",
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node24",
  // Names stay: they are in the stacks of errors.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "silent",
  // CommonJS packages ask for Node's own modules by `require`.
  banner: {
    js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
  },
} satisfies BuildOptions;

function isFresh(root: string): boolean {
  const note = noteIn(root);
  if (note === undefined) return false;
  const { inputs, outputs } = note;
  return (
    outputs.every((file) => stateOf(join(root, file)) !== "") &&
    Object.entries(inputs).every(([file, state]) => state !== "" && stateOf(join(root, file)) === state)
  );
}

function noteIn(root: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(join(root, noteFile), "utf8"));
  } catch {
    return undefined;
  }
}

/** What changes when a file changes; nothing of a file that is not there, or has changed since `before`. */
function stateOf(file: string, before = Number.POSITIVE_INFINITY): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined || stat.mtimeMs >= before ? "" : `${stat.mtimeMs} ${stat.size}`;
}

function replace(file: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}`;
  writeFileSync(part, contents);
  renameSync(part, file);
}

function removeOthers(root: string, kept: Set<string>): void {
  for (const folder of folders) {
    const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
    for (const file of files) if (!kept.has(file)) rmSync(join(root, file), { force: true });
  }
}
