import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { testStack } from "../index.ts";
import { Thing } from "../testing/resource.ts";

const testProvider = new URL("../testing/provider.ts", import.meta.url).href;

/** A plugin whose package exports `./service`, and the project that it stands in. */
function makePlugin(service: string): { root: string; providers: { test: { path: string } } } {
  const root = mkdtempSync(join(tmpdir(), "engine-hosted-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, "PulumiPlugin.yaml"), "runtime: nodejs\n");
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ type: "module", main: "never.js", exports: { "./service": "./service.ts" } }),
  );
  writeFileSync(join(root, "service.ts"), service);
  return { root, providers: { test: { path: "." } } };
}

it("runs a plugin that exports its service in the engine's own process, until the run ends", async () => {
  const { root, providers } = makePlugin(`
    import { writeFileSync } from "node:fs";
    import { TestProvider } from ${JSON.stringify(testProvider)};
    export function service({ folder, env }) {
      const ended = () => writeFileSync(folder + "/ended", String(process.pid));
      writeFileSync(folder + "/started", String(env === process.env));
      return { service: new TestProvider().service, close: ended };
    }`);
  const stack = testStack({ root, providers, program: () => ({ ref: new Thing("a").ref }) });
  await stack.up();
  expect(stack.outputs.ref).toBe(stack.resource("a").id);
  expect(readFileSync(join(root, "started"), "utf8")).toBe("true");
  expect(readFileSync(join(root, "ended"), "utf8")).toBe(String(process.pid));
});

it.each([
  ["throws", 'throw new Error("no such day");', /service\.ts\) did not load: no such day/],
  ["is another", "export const other = 1;", /service\.ts\) did not load: it exports no function `service`/],
])("names a service that %s", async (_, service, message) => {
  const { root, providers } = makePlugin(service);
  const stack = testStack({ root, providers, program: () => new Thing("a") });
  await expect(stack.up()).rejects.toThrow(message);
});

it("says that a service has not what the engine asks of it", async () => {
  const { root, providers } = makePlugin(`
    import { TestProvider } from ${JSON.stringify(testProvider)};
    export function service() {
      const { create, handshake, ...rest } = new TestProvider().service;
      return { service: rest, close() {} };
    }`);
  const stack = testStack({ root, providers, program: () => new Thing("a") });
  await expect(stack.up()).rejects.toThrow("there is no create");
});
