import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { TestEngine } from "./testing/engine.ts";
import { makeWorld } from "./testing/world.ts";

it("starts as a plugin: prints its port and serves", async () => {
  const { emulator, twilio } = await makeWorld();
  const entry = fileURLToPath(new URL("plugin.cjs", import.meta.url));
  const plugin = spawn(process.execPath, [entry], {
    env: { ...process.env, ...emulator.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void plugin.kill());
  const [line] = await once(plugin.stdout, "data");
  const engine = new TestEngine(Number(String(line).trim()));
  onTestFinished(() => engine.close());
  await engine.configure();
  const made = await engine.create("twilio:sip:CredentialList", { friendlyName: "from a plugin" });
  expect((await twilio.sip.credentialLists(made.id).fetch()).friendlyName).toBe("from a plugin");
});

it("loads no compiler and no package manager: it is started by every command", () => {
  const plugin = new URL("plugin.ts", import.meta.url).href;
  const script = `
    import { createRequire } from "node:module";
    import "${plugin}";
    console.log(Object.keys(createRequire("${plugin}").cache).join("\\n"));
    process.exit();`;
  const loaded = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  expect(loaded).toMatch(/@pulumi\/pulumi\/resource\.js/);
  expect(loaded).not.toMatch(/node_modules\/(typescript|@npmcli)\//);
});
