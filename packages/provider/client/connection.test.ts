import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);

/** In a process of its own: in this one, other tests use the official client. */
const script = `
  import { createRequire } from "node:module";
  import { connect } from "./connection.ts";
  const require = createRequire(import.meta.resolve("./connection.ts"));
  const loaded = () => Object.keys(require.cache).some((file) => file.includes("/axios/"));
  const accountSid = "AC" + "0".repeat(32);
  const transport = { exchange: async () => ({ status: 200, headers: {}, body: '{"services":[{"sid":"ZS1"}],"meta":{"key":"services"}}' }) };
  const connected = () => connect(transport, { accountSid, username: accountSid, password: "secret" }, new AbortController().signal);
  const [{ sid }] = await connected().serverless.v1.services.list();
  const before = loaded();
  const twilio = require("twilio");
  const own = twilio(accountSid, "secret").httpClient;
  connected();
  const its = own instanceof twilio.RequestClient && own instanceof require("twilio/lib/base/RequestClient.js");
  console.log(JSON.stringify({ sid, before, after: loaded(), its }));
`;

it("leaves the official client's own HTTP to whoever uses it", async () => {
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({ sid: "ZS1", before: false, after: true, its: true });
});
