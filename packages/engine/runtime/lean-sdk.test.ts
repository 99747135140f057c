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
  const runner = require.resolve("@pulumi/pulumi/cmd/run");
  const its = require("module").createRequire(runner);
  const here = require("./helper.cjs");
  async function main() {
    if (process.argv[2] === "lean") (await import(${JSON.stringify(leanSdk)})).loadSdk(its);
    its("./instrumentation");
    its("source-map-support/register");
    await its("../../runtime/closure/v8Hooks").isInitializedAsync();
    its("./tracing");
    const { serializeFunction } = its("../../runtime/closure/serializeClosure");
    const { text } = await serializeFunction((name) => here.greet(name, require("path").sep));
    let stack;
    try { require("./compiled.cjs").fail(); } catch (error) { stack = error.stack; }
    const tracer = new (require("@opentelemetry/sdk-trace-node").NodeTracerProvider)().getTracer("test");
    const traced = tracer.startSpan("span").isRecording();
    console.log(JSON.stringify({ text, stack: stack.split("\\n").slice(0, 2), traced }));
  }
  main();
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lean-sdk-"));
  symlinkSync(modules, join(folder, "node_modules"));
  const files = {
    "helper.cjs": `const mark = "!"; exports.greet = (name, end) => "hello " + name + mark + end;`,
    "compiled.cjs": compiled,
    "script.cjs": script,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("is to a program what the SDK is: functions written down, stacks by source maps, tracing of the program's own", async () => {
  const seen = async (how: string) => {
    const { stdout, stderr } = await run(process.execPath, ["script.cjs", how], { cwd: folder });
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  };
  const [plain, lean] = await Promise.all([seen("plain"), seen("lean")]);
  expect(plain.text).toContain(`hello " + name + mark`);
  expect(plain).toMatchObject({
    stack: ["Error: failed", expect.stringContaining("written.ts:2:")],
    traced: true,
  });
  expect(lean).toEqual(plain);
});
