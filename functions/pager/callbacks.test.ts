import { afterEach, describe, expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("pager");
const recording = `RE${"5".repeat(32)}`;
const context = {
  ...{ ENVIRONMENT: "prod", DOMAIN_NAME: "pager.example", SYNC_SERVICE_SID: "IS1" },
  ...{ PAGER_PHONE: "+15035550131", FROM_PHONE: "+15035550132" },
  ...{ ACCOUNT_SID: "AC1", AUTH_TOKEN: "token" },
};
const page = {
  ...{ recording, duration: 12, sound: true, caller: "+12065550144", received: "2026-11-21T12:00:00.000Z" },
  ...{ order: ["ada", "grace", "linus"], attempt: 3, made: 3, state: "open" },
};

afterEach(() => {
  vi.restoreAllMocks();
});

/** Twilio, where a page stands in Sync. Gives what is sent to it, to be seen afterwards. */
function twilio(stands: object): string[] {
  const sent: string[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url, options) => {
    const { pathname } = new URL(String(url));
    if (options?.method === "POST") sent.push(pathname.split("/").at(-1) ?? "");
    return Response.json({ data: stands, revision: "7" });
  });
  return sent;
}

const failed = { MessageStatus: "undelivered" };

describe.each(["acknowledged", "delivered"])("a page that must be %s", (until) => {
  it.each([
    ["/call-ended", {}],
    ["/delivery", failed],
  ])("is told to nobody for the end of an attempt that another has followed (%s)", async (path, more) => {
    const sent = twilio({ ...page, until, sound: false });
    for (const attempt of ["0", "1", "2", "4"])
      await run(path, { context, event: { recording, attempt, ...more } });
    expect(sent).toEqual([]);
  });

  it("is told to nobody any more when somebody has it", async () => {
    const sent = twilio({ ...page, until, state: "acknowledged", by: "ada" });
    for (const attempt of ["0", "1", "2", "3"]) {
      await run("/call-ended", { context, event: { recording, attempt } });
      if (until === "delivered")
        await run("/delivery", { context, event: { recording, attempt, ...failed } });
    }
    expect(sent.filter((resource) => resource !== "Messages.json")).toEqual([]);
  });
});

it("a page goes on when its last attempt has ended", async () => {
  const sent = twilio({ ...page, until: "acknowledged" });
  await run("/call-ended", { context, event: { recording, attempt: "3" } });
  expect(sent.sort()).toEqual(["Calls.json", "Messages.json", recording]);
});

it("a message that is delivered ends a page that must be delivered, and no other", async () => {
  for (const until of ["acknowledged", "delivered"]) {
    const sent = twilio({ ...page, until });
    await run("/delivery", { context, event: { recording, attempt: "3", MessageStatus: "delivered" } });
    expect(sent).toEqual(until === "delivered" ? [recording] : []);
    vi.restoreAllMocks();
  }
});
