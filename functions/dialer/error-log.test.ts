import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("dialer");
let log: MockInstance<typeof console.log>;
beforeEach(() => {
  log = vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

/** A line of Twilio's error log as Event Streams sends it. */
function line(
  code: string,
  parameters: object = {},
  { level = "ERROR", url = "https://dialer-1234-prod.twil.io/menu" } = {},
) {
  return {
    specversion: "1.0",
    type: "com.twilio.error-logs.error.logged",
    id: "NO00000000000000000000000000000001",
    data: {
      level,
      error_code: code,
      payload: JSON.stringify({
        error_code: code,
        webhook: { type: "application/json", request: { url, parameters } },
      }),
    },
  };
}
async function told(...lines: unknown[]) {
  await run("/error-log", {
    context: { ENVIRONMENT: "prod" },
    event: { request: { headers: {} }, ...lines },
  });
  return log.mock.calls.map(([text]) => {
    const { Channel, UserEvent } = JSON.parse(text).event;
    return `${Channel} ${UserEvent}`;
  });
}

it("statistics hear of each error, and of the phone whose call it was", async () => {
  const from = "sip:library@direct-futel-prod.sip.twilio.com";
  expect(
    await told(
      line("11200", { SipUsername: "corner", From: from }),
      line("13225", { From: from }),
      line("30034", { From: "+15035550100" }),
      { ...line("32009"), data: { level: "WARNING", error_code: 32009 } },
    ),
  ).toEqual([
    "corner twilio_error_11200",
    "library twilio_error_13225",
    "unknown twilio_error_30034",
    "unknown twilio_error_32009",
  ]);
});

it("what functions log, what this function has caused, and what is no line of the log, is left alone", async () => {
  const lines = [
    line("82001", {}, { level: "INFO" }),
    line("11200", {}, { url: "https://x.twil.io/error-log?a=b" }),
    { type: "com.twilio.messaging.message.sent", data: {} },
    "nonsense",
    null,
  ];
  expect(await told(...lines)).toEqual([]);
});

it("each environment counts errors of its own functions, prod those that no function of ours answered", async () => {
  const lines = [
    line("11200", {}, { url: "https://pager-1234-stage.twil.io/sms" }),
    line("11205", {}, { url: "https://example.com/voice" }),
    line("32202", {}, { url: "" }),
  ];
  expect(await told(...lines)).toEqual(["unknown twilio_error_11205", "unknown twilio_error_32202"]);
});
