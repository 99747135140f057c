import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { compiledEngine } from "./compiled.ts";

const run = promisify(execFile);

/** A project that is laid out as this one, with next to nothing in it. */
function project(): { root: string; write(file: string, text: string): void } {
  const root = mkdtempSync(join(tmpdir(), "compiled-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (file: string, text: string) => {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
    // As a file has that was not written in this moment.
    utimesSync(join(root, file), 1_700_000_000, 1_700_000_000 + text.length);
  };
  write(
    "packages/engine/main.ts",
    'import { word } from "./word.ts";\nconsole.log(word satisfies string);\n',
  );
  write("packages/engine/word.ts", 'export const word = "first";\n');
  for (const file of [
    "engine/runtime/run-sdk",
    "engine/runtime/lifeline",
    "provider/service",
    "provider/index",
  ])
    write(`packages/${file}.ts`, "export {};\n");
  write("package.json", '{"type":"module"}');
  return { root, write };
}

const said = async (engine: string) => (await run(process.execPath, [engine])).stdout.trim();

it("compiles the engine once, and anew when a source has changed", async () => {
  const { root, write } = project();
  const first = await compiledEngine(root);
  expect(first).toBe(join(root, "packages/engine/.compiled/main.js"));
  expect(await said(first)).toBe("first");

  const { ino } = statSync(first);
  await compiledEngine(root);
  expect(statSync(first).ino).toBe(ino);

  write("packages/engine/word.ts", 'export const word = "another";\n');
  expect(await said(await compiledEngine(root))).toBe("another");
  rmSync(join(root, "packages/provider/.compiled"), { recursive: true });
  await compiledEngine(root);
  expect(readdirSync(join(root, "packages/provider/.compiled")).sort()).toEqual(["index.js", "service.js"]);
});

it("compiles anew what has changed while it was compiled", async () => {
  const { root, write } = project();
  utimesSync(join(root, "packages/engine/word.ts"), 4_000_000_000, 4_000_000_000);
  const { ino } = statSync(await compiledEngine(root));
  write("packages/engine/word.ts", 'export const word = "first";\n');
  expect(statSync(await compiledEngine(root)).ino).not.toBe(ino);
});

it("runs from its sources what does not compile, and compiles it when it does again", async () => {
  const { root, write } = project();
  write("packages/engine/word.ts", "export const word = ;\n");
  const engine = await compiledEngine(root);
  expect(engine).toBe(join(root, "packages/engine/main.ts"));
  await expect(said(engine)).rejects.toThrow("word.ts");
  write("packages/engine/word.ts", 'export const word = "mended";\n');
  expect(await said(await compiledEngine(root))).toBe("mended");
});
