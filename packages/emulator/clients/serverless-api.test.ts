import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../index.ts";
import { User } from "./user.ts";

let emulator: Emulator;
let user: User;

beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0 });
  user = await User.of(emulator);
});
afterAll(async () => {
  await user.leave();
  await emulator.close();
});

test("@twilio-labs/serverless-api deploys, promotes and lists as it does on Twilio", async () => {
  const { code, output } = await user.run(fileURLToPath(new URL("./serverless-api.cjs", import.meta.url)));
  expect(code, output).toBe(0);
  const { deployed, promoted, listed } = JSON.parse(output);
  expect(listed.builds).toMatchObject([{ sid: deployed.buildSid, status: "completed" }]);
  expect(listed.environments).toHaveLength(2);
  const body = async (domain: string, path: string) =>
    (await fetch(`${emulator.url}/${domain}${path}`)).text();
  expect([
    await body(deployed.domain, "/answer"),
    await body(deployed.domain, "/page.html"),
    await body(promoted.domain, "/answer"),
  ]).toEqual(["Good job", "<p>Lab</p>", "Very good job"]);
});
