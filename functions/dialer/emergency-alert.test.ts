import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("dialer");
const leg = { CallStatus: "initiated", extension: "corner", number: "911", callerId: "+15035550101" };
let error: MockInstance<typeof console.error>;
beforeEach(() => {
  error = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => vi.unstubAllGlobals());

/** A client of Twilio's that keeps what it is asked to send. */
function twilio(create: (message: object) => Promise<unknown> = async () => {}) {
  const sent: object[] = [];
  const messages = {
    create(message: object) {
      sent.push(message);
      return create(message);
    },
  };
  return { sent, getTwilioClient: () => ({ messages }) };
}

it("texts every number of the team from the main number: which phone, with which number, when", async () => {
  const { sent, getTwilioClient } = twilio();
  await run("/emergency-alert", {
    context: { ALERT_NUMBERS: "+15035550190, +15035550191", getTwilioClient },
    event: leg,
  });
  const body = expect.stringMatching(
    /^Emergency call to 911 from corner with caller ID \+15035550101 at 20\d\d-.*Z$/,
  );
  expect(sent).toEqual([
    { to: "+15035550190", from: "+15035550100", body },
    { to: "+15035550191", from: "+15035550100", body },
  ]);
  expect(error).not.toHaveBeenCalled();
});

it("says of 933 that it is a test", async () => {
  const { sent, getTwilioClient } = twilio();
  const context = { ALERT_NUMBERS: "+15035550190", getTwilioClient };
  await run("/emergency-alert", { context, event: { ...leg, number: "933" } });
  expect(sent).toEqual([
    expect.objectContaining({ body: expect.stringMatching(/^Emergency test call to 933 /) }),
  ]);
});

it("posts the same to a webhook", async () => {
  const post = vi.fn(async () => new Response("ok"));
  vi.stubGlobal("fetch", post);
  await run("/emergency-alert", {
    context: { ALERT_WEBHOOK_URL: "https://chat.example.org/secret" },
    event: leg,
  });
  expect(post).toHaveBeenCalledWith(
    "https://chat.example.org/secret",
    expect.objectContaining({
      method: "POST",
      body: expect.stringContaining("Emergency call to 911 from corner"),
    }),
  );
});

it.each(["busy", "failed", "no-answer", "canceled"])(
  "says that an attempt ended with %s",
  async (CallStatus) => {
    const { sent, getTwilioClient } = twilio();
    await run("/emergency-alert", {
      context: { ALERT_NUMBERS: "+15035550190", getTwilioClient },
      event: { ...leg, CallStatus },
    });
    expect(sent).toEqual([
      expect.objectContaining({ body: expect.stringContaining(`NOT connected (${CallStatus})`) }),
    ]);
  },
);

it("says nothing more of a call that was made and has ended", async () => {
  const { sent, getTwilioClient } = twilio();
  await run("/emergency-alert", {
    context: { ALERT_NUMBERS: "+15035550190", getTwilioClient },
    event: { ...leg, CallStatus: "completed" },
  });
  expect(sent).toEqual([]);
});

it("texts the others when one cannot be told, and logs no number, no URL and no secret", async () => {
  const { sent, getTwilioClient } = twilio(async () => {
    throw Object.assign(new Error("Invalid number +15035550190, token abc"), { code: 21211 });
  });
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("fetch failed for https://chat.example.org/secret");
  });
  const context = {
    ALERT_NUMBERS: "+15035550190,+15035550191",
    ALERT_WEBHOOK_URL: "https://chat.example.org/secret",
    getTwilioClient,
  };
  await run("/emergency-alert", { context, event: leg });
  expect(sent).toHaveLength(2);
  expect(error).toHaveBeenCalledTimes(3);
  expect(JSON.stringify(error.mock.calls)).not.toMatch(/1503555|secret|abc/);
});

it("gives up after a second when Twilio does not answer", async () => {
  const { getTwilioClient } = twilio(() => new Promise(() => {}));
  await run("/emergency-alert", { context: { ALERT_NUMBERS: "+15035550190", getTwilioClient }, event: leg });
  expect(error).toHaveBeenCalledOnce();
});

it("logs that there is nobody to tell", async () => {
  await run("/emergency-alert", { context: {}, event: leg });
  expect(error).toHaveBeenCalledWith(expect.stringContaining("nobody to tell"));
});
