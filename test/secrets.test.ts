import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { TestNetwork } from "./network.ts";

test("passwords and variables are found in plain in no state, backup, history, output or error", async ({
  expect,
}) => {
  const network = await TestNetwork.start();
  onTestFinished(() => network.close());
  const canary = "canary-5e1f0a77";
  const { directory } = network.workspace;
  writeFileSync(join(directory, ".env.stage"), `ALERT_WEBHOOK_URL=https://example.org/${canary}\n`);

  const said: string[] = [];
  const run = async (...args: string[]) => {
    const { stdout, stderr } = await network.workspace.pulumi(args);
    said.push(stdout, stderr);
  };
  await run("stack", "init", "stage");
  await run("preview", "-s", "stage", "--diff");
  network.emulator.faults.add({ method: "POST", route: "/Variables$", status: 400, count: 1 });
  network.emulator.faults.add({ method: "POST", route: "/Credentials.json$", status: 400, count: 1 });
  // The first two fail where secrets are sent: their errors must not tell them either.
  for (let i = 0; i < 3; i++) await run("up", "-s", "stage", "--yes", "--diff");
  const { demo } = await network.phones("stage");
  const password = demo?.password ?? "";
  expect(password).toMatch(/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z]).{12,}$/);

  writeFileSync(join(directory, ".env.stage"), `ALERT_WEBHOOK_URL=https://example.org/${canary}-2\n`);
  await run("up", "-s", "stage", "--yes", "--diff");
  await run("refresh", "-s", "stage", "--yes", "--diff");
  await run("stack", "output", "-s", "stage", "--json");
  await run("stack", "export", "-s", "stage");

  const written = readdirSync(network.state, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  expect(written.length).toBeGreaterThan(4);
  const requests = JSON.stringify(network.emulator.requests);
  const { authToken } = network.emulator;
  for (const secret of [canary, password, authToken]) {
    for (const text of [...said, ...written, requests]) expect(text.includes(secret)).toBe(false);
  }
});
