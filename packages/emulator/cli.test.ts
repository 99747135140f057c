import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { emulatorCommand } from "./cli.ts";
import { type Emulator, startEmulator, twilioClient } from "./index.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

/** Runs the command with the Node this test runs on. */
function run(...parameters: string[]) {
  const child = spawn(process.execPath, [main, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
  return { child, ended: once(child, "exit") as Promise<[number | null, string | null]> };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "it prints what a shell needs, serves, and ends cleanly on %s",
  async (signal) => {
    const { child, ended } = run("--port", "0");
    const exports: Record<string, string> = {};
    for await (const line of createInterface(child.stdout)) {
      const [, name = "", value = ""] = /^export (\w+)=(.*)$/.exec(line) ?? [];
      exports[name] = value;
      if (name === "TWILIO_AUTH_TOKEN") break;
    }
    const { TWILIO_API_URL: url, TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token } = exports;
    const answer = await fetch(`${url}/api.twilio.com/2010-04-01/Accounts/${sid}.json`, {
      headers: { authorization: `Basic ${btoa(`${sid}:${token}`)}` },
    });
    expect(await answer.json()).toMatchObject({ sid, status: "active" });
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  },
);

test("a wrong option is refused by name", async () => {
  const { child, ended } = run("--port", "many");
  const [error] = await once(child.stderr, "data");
  expect(String(error)).toContain("--port");
  expect((await ended)[0]).not.toBe(0);
});

let emulator: Emulator | undefined;
afterEach(() => emulator?.close());

test("a running one is steered: faults, requests, clock, export, import, reset", async () => {
  emulator = await startEmulator();
  const { url } = emulator;
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const command = async (...parameters: string[]) => {
    written.mockClear();
    await emulatorCommand().parseAsync([...parameters, "--url", url], { from: "user" });
    const said = written.mock.calls.join("");
    return said === "" ? undefined : JSON.parse(said);
  };
  const domains = () => twilioClient({ url, accountSid, authToken }).sip.domains;
  const { accountSid, authToken } = emulator;

  const rule = ["--method", "POST", "--status", "503", "--header", "Retry-After=1", "--count", "1"];
  expect(await command("fault", ...rule)).toEqual({ id: 1 });
  const make = () => domains().create({ domainName: "lab.sip.twilio.com" });
  await expect(make()).rejects.toMatchObject({ status: 503 });
  await make();
  expect(await command("faults")).toMatchObject([{ status: 503, hits: 1, headers: { "Retry-After": "1" } }]);
  await command("faults", "--clear");
  expect(await command("faults")).toEqual([]);
  await command("fault", "--method", "POST", "--lag", "2", "--lag-ms", "50", "--lag-alone");
  expect(await command("faults")).toMatchObject([{ lag: { looks: 2, ms: 50, alone: true } }]);
  await command("faults", "--clear");
  await expect(command("fault", "--drop", "never")).rejects.toThrow(/drop/);
  expect(await command("requests")).toMatchObject([{ status: 503 }, { status: 201 }]);

  const { time } = await command("clock");
  const moved = await command("clock", "2h");
  expect(Date.parse(moved.time) - Date.parse(time)).toBeGreaterThanOrEqual(7_200_000);
  await expect(command("clock", "soon")).rejects.toThrow(/no duration/);

  const folder = await mkdtemp(join(tmpdir(), "emulator-export-"));
  const file = join(folder, "state.json");
  await command("export", file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await command("reset");
  expect(await domains().list()).toEqual([]);
  await command("import", file);
  expect(await domains().list()).toMatchObject([{ domainName: "lab.sip.twilio.com" }]);
  await rm(folder, { recursive: true });
});

test("an account in one region is not found in another", async () => {
  emulator = await startEmulator({ region: "ie1" });
  const authorization = `Basic ${btoa(`${emulator.accountSid}:${emulator.authToken}`)}`;
  const ask = (host: string) =>
    fetch(`${emulator?.url}/${host}/2010-04-01/Accounts.json`, { headers: { authorization } });
  expect((await ask("api.dublin.ie1.twilio.com")).status).toBe(200);
  const refused = await ask("api.twilio.com");
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 20003 }]);
});
