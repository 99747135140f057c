import { afterEach, expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("dialer");

afterEach(() => {
  vi.restoreAllMocks();
});

const outgoing = { direction: "outgoing", extensions: "corner" };
const hear = async (event: object) => {
  const { twiml } = await run("/sip-outgoing-status", {
    context: { ENVIRONMENT: "stage" },
    event: { ...event },
  });
  return twiml;
};

it("a call that could not be connected is said to have failed", async () => {
  expect(await hear({ ...outgoing, DialCallStatus: "failed" })).toContain(
    '<Say language="en-US">Your call could not be connected.</Say>',
  );
});

it("a busy line plays busy", async () => {
  expect(await hear({ ...outgoing, DialCallStatus: "busy" })).toBe(
    '<Response>\n<Play loop="5">/busy.wav</Play>\n<Hangup/>\n</Response>',
  );
});

it.each(["completed", "answered", "no-answer", "canceled"])(
  "after %s there is nothing to hear",
  async (DialCallStatus) => {
    expect(await hear({ ...outgoing, DialCallStatus })).toBe("<Response>\n<Hangup/>\n</Response>");
  },
);

it("a service with another number is tried again, unless somebody answered", async () => {
  const again = "<Redirect>/sip-outgoing?attempt=1&amp;extension=corner</Redirect>";
  expect(await hear({ ...outgoing, retry: "1", DialCallStatus: "no-answer" })).toContain(again);
  expect(await hear({ ...outgoing, retry: "1", DialCallStatus: "completed" })).not.toContain(again);
});

it("a request that is none of Twilio's is answered and logged", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  expect(await hear({ DialCallStatus: "<Dial>" })).toContain("<Hangup/>");
  expect(error).toHaveBeenCalledOnce();
});

it("minutes that were set aside are given back if no leg was made, so that nobody else hears of its end", async () => {
  const item = { data: { minutes: 7, open: { CA1: 60, CA2: 30 } }, revision: "5" };
  const fetch = vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json(item));
  const context = { SYNC_SERVICE_SID: "IS1", ACCOUNT_SID: "AC1", AUTH_TOKEN: "token" };
  const event = { ...outgoing, day: "2026-11-21", aside: "yes", CallSid: "CA1", DialCallStatus: "failed" };
  await run("/sip-outgoing-status", { context, event: { ...event, DialCallSid: "CA9" } });
  expect(fetch).not.toHaveBeenCalled();

  const { twiml } = await run("/sip-outgoing-status", { context, event });
  expect(twiml).toContain("could not be connected");
  const [url, request] = fetch.mock.lastCall ?? [];
  expect(String(url)).toBe("https://sync.twilio.com/v1/Services/IS1/Maps/minutes/Items/corner.2026-11-21");
  expect(request).toMatchObject({ method: "POST", headers: { "If-Match": "5" } });
  expect(Object.fromEntries(new URLSearchParams(String(request?.body)))).toEqual({
    Data: JSON.stringify({ minutes: 7, open: { CA2: 30 } }),
  });
});
