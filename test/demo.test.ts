import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished, test } from "vitest";
import { root } from "../demo/workspace.ts";

const run = promisify(execFile);

test("the demo runs to its end, shows what it promises, and leaves no emulator and no tracked file changed", async ({
  expect,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const status = async () => (await run("git", ["status", "--porcelain", "-uno"], { cwd: root })).stdout;
  const before = await status();
  const main = join(root, "demo", "main.ts");
  const { stdout } = await run(process.execPath, [main, "--folder", join(folder, "demo")], { cwd: root });

  for (const promised of [
    "EMERGENCY CALL from +15035550103",
    "This telephone cannot call emergency services",
    "Numbers of this kind cannot be called",
    "rings sip:attic@",
    'usernames[7]: "mallory"',
    "https://example.com/mine-now",
    "the plan is empty",
  ]) {
    expect(stdout).toContain(promised);
  }
  const dialer = join(folder, "demo", "bin", "dialer");
  const traced = await run(dialer, ["trace", "corner", "911"], { cwd: join(folder, "demo", "network") });
  expect(traced.stdout).toContain("EMERGENCY CALL to 911 as +15035550101");

  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0] ?? "";
  await expect(fetch(url)).rejects.toThrow();
  expect(await status()).toBe(before);
});
