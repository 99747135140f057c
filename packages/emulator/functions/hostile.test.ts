import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../index.ts";
import { Site } from "../testing/deploy.ts";

let emulator: Emulator;
let one: Site;

const handler = (body: string) => `exports.handler = (context, event, callback) => { ${body} };`;

/** By path: functions that do what none should. */
const hostile: Record<string, string> = {
  "/throws-at-load": "throw new Error('at load');",
  "/throws-null": handler("throw null"),
  "/throws-a-circle": handler("const a = {}; a.a = a; throw a"),
  "/rejects-nothing": "exports.handler = () => Promise.reject();",
  "/fails-later": handler("setTimeout(() => { throw new Error('later') }, 1)"),
  "/exits": handler("process.exit(1)"),
  "/aborts": handler("process.abort()"),
  "/kills": handler("process.kill(process.pid, 'SIGKILL')"),
  "/leaves": handler("process.chdir('/')"),
  "/recurses": handler("const f = () => f() + 1; f()"),
  "/allocates": handler("const all = []; for (;;) all.push(new Array(1e6).fill(all.length))"),
  "/answers-twice": handler("callback(null, 'once'); callback(null, 'twice')"),
  "/answers-a-circle": handler("const a = {}; a.a = a; callback(null, a)"),
  "/answers-a-bigint": handler("callback(null, { n: 1n })"),
  "/answers-a-symbol": handler("callback(null, Symbol('s'))"),
  "/answers-a-trap": handler("callback(null, { get trap() { throw new Error('trap') } })"),
  "/answers-a-wrong-status": handler(
    "const r = new Twilio.Response(); r.setStatusCode('teapot'); callback(null, r)",
  ),
  "/answers-a-wrong-header": handler(
    "const r = new Twilio.Response(); r.appendHeader('a b', 'c\\r\\nd'); callback(null, r)",
  ),
  "/prints-much": handler(
    "for (let n = 0; n < 20_000; n++) console.log('x'.repeat(n)); callback(null, 'ok')",
  ),
  "/shuts-the-port": handler("require('node:worker_threads').parentPort.close()"),
};

beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0, functionTimeoutMs: 2_000 });
  one = await Site.open(emulator);
  const functions = Object.entries(hostile).map(([path, content]) => ({ path, content }));
  await one.deploy({
    functions: [...functions, { path: "/fine", content: handler("callback(null, 'fine')") }],
  });
});
afterAll(() => emulator.close());

test.each(Object.keys(hostile))("a function that %s is answered, and the next one runs", async (path) => {
  expect((await fetch(one.at(path))).status).toBeGreaterThanOrEqual(200);
  expect(await (await fetch(one.at("/fine"))).text()).toBe("fine");
});

test("what functions print is kept within bounds", async () => {
  await fetch(one.at("/prints-much"));
  const logs = await one.environment.logs.list();
  expect(logs.length).toBeLessThanOrEqual(1_000);
  expect(Math.max(...logs.map(({ message }) => message.length))).toBeLessThanOrEqual(16 * 1024);
});
