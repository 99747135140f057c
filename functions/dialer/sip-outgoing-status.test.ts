import { expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("dialer");

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
    "<Say>Your call could not be connected.</Say>",
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
