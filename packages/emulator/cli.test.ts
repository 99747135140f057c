import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

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
