import { afterEach, expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("pager");
const context = {
  ...{ ENVIRONMENT: "prod", DOMAIN_NAME: "pager.example", SYNC_SERVICE_SID: "IS1" },
  ...{ PAGER_PHONE: "+15035550131", FROM_PHONE: "+15035550132" },
  ...{ ACCOUNT_SID: "AC1", AUTH_TOKEN: "token" },
};

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  [-1, "There is nothing to confirm. Send TAKE first."],
  [60_000, "You are on call now."],
])("a TAKE that expires in %i ms is confirmed with: %s", async (left, said) => {
  // Twilio removes what has expired some time later: here it still stands in Sync, as everything that is asked for does.
  const data = { revision: "3", expires: Date.now() + left, oncall_user: "ada", since: Date.now(), count: 0 };
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json({ data, revision: "7" }));
  const event = { From: "+15035550182", To: "+15035550132", Body: "C" };
  expect((await run("/sms", { context, event })).body).toContain(said);
});
