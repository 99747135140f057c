import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const run = promisify(execFile);
const modules = new URL("../../../node_modules", import.meta.url).pathname;
const leanSdk = new URL("./lean-sdk.ts", import.meta.url).href;

/** As TypeScript compiles a module of two lines, the second of which throws. */
const sourceMap = Buffer.from(
  JSON.stringify({ version: 3, sources: ["written.ts"], names: [], mappings: ";;;;;;AACA" }),
).toString("base64");
const compiled = `\n\n\n\n\nexports.fail = () => {
throw new Error("failed");
};
//# ${"sourceMapping"}URL=data:application/json;base64,${sourceMap}\n`;

/** Loads the SDK as its runner does, or lean, and tells what a program may see of it. */
const script = `
  import { createRequire } from "node:module";
  const require = createRequire(import.meta.url);
  const its = createRequire(require.resolve("@pulumi/pulumi/cmd/run"));
  if (process.argv[2] === "lean") (await import(${JSON.stringify(leanSdk)})).loadSdk(its);
  const here = require("./helper.cjs");
  its("./instrumentation");
  its("source-map-support/register");
  await its("../../runtime/closure/v8Hooks").isInitializedAsync();
  its("./tracing");
  const { serializeFunction } = its("../../runtime/closure/serializeClosure");
  const { text } = await serializeFunction((name) => here.greet(name, require("path").sep));
  const placeIn = ({ stack }) => stack.match(/ at .*/)?.[0];
  const placeOf = (fail) => { try { fail(); } catch (error) { return placeIn(error); } };
  class Lazy extends Promise { then(...how) { return Promise.reject(new Error("asked")).then(...how); } }
  const places = [
    placeOf(() => require("./compiled.cjs").fail()),
    placeOf(() => new (require("@pulumi/pulumi").Config)("a").require("b")),
    await its("../../runtime/debuggable").debuggablePromise(new Lazy(() => {})).catch(placeIn),
  ];
  const tracer = new (require("@opentelemetry/sdk-trace-node").NodeTracerProvider)().getTracer("test");
  const traced = tracer.startSpan("span").isRecording();
  console.log(JSON.stringify({ text, places, traced }));
`;

/** Keeps what each module gave when it was first asked for, as some of what instruments programs does. */
const watcher = `
  const Module = require("node:module");
  const kept = new Map();
  const given = Module.prototype.require;
  Module.prototype.require = function (name) {
    const file = Module._resolveFilename(name, this);
    if (!kept.has(file)) kept.set(file, given.call(this, name));
    return kept.get(file);
  };
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lean-sdk-"));
  symlinkSync(modules, join(folder, "node_modules"));
  const files = {
    "helper.cjs": `const mark = "!"; exports.greet = (name, end) => "hello " + name + mark + end;`,
    "compiled.cjs": compiled,
    "script.mjs": script,
    "watcher.cjs": watcher,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("is to a program what the SDK is: functions written down, stacks by source maps, tracing of the program's own", async () => {
  const seen = async (how: string, ...options: string[]) => {
    const { stdout, stderr } = await run(process.execPath, [...options, "script.mjs", how], { cwd: folder });
    return { ...JSON.parse(stdout), stderr };
  };
  const [plain, lean, watched] = await Promise.all([
    seen("plain"),
    seen("lean"),
    seen("lean", "--require", "./watcher.cjs"),
  ]);
  expect(plain.text).toContain(`hello " + name + mark`);
  expect(plain).toMatchObject({
    places: [
      expect.stringContaining("written.ts:2:"),
      expect.stringContaining("config.ts:"),
      expect.stringContaining("script.mjs:"),
    ],
    traced: true,
    stderr: "",
  });
  expect(lean).toEqual(plain);
  expect(watched).toEqual(plain);
});
