import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const context = {
  ENVIRONMENT: "prod",
  TRUNK_HOST: "trunk.example.org",
  TRUNK_REGION: "us2",
  SIP_DOMAIN: "direct-futel-prod.sip.twilio.com",
  SIP_DOMAIN_NONEMERGENCY: "direct-futel-nonemergency-prod.sip.twilio.com",
  DOMAIN_NAME: "dialer-1234-prod.twil.io",
};
const run = await deploy("dialer");

// Without Sync nobody knows what is left of a phone's minutes, and that is logged.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T12:00:00Z") });
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The webhook's parameters when a phone dials. */
function call(digits: string, SipUsername = "corner", more = {}) {
  const SipDomain = context.SIP_DOMAIN;
  return {
    To: `sip:${digits}@${SipDomain}`,
    From: `sip:${SipUsername}@${SipDomain}`,
    SipUsername,
    SipDomain,
    ...more,
  };
}
async function hear(event: Record<string, unknown>, more = {}) {
  const { twiml, headers } = await run("/sip-outgoing", { context, event, ...more });
  expect(headers).toEqual({ "Content-Type": "text/xml" });
  return twiml;
}

// What else phones are answered stands in functions/golden.
describe("what a phone is answered that dials", () => {
  it("as one the network does not know", async () => {
    expect(await hear(call("5035551212", "stranger"))).toContain("not known to the network");
  });

  it("as one that claims to be another", async () => {
    expect(await hear(call("5035551212", "corner", { From: "sip:roamer@x" }))).toContain(
      "not set up correctly",
    );
  });
});

it("after 988 could not be reached, its number is dialled", async () => {
  expect(await hear(call("988", "corner", { attempt: "1" }))).toContain(">+18002738255</Number>");
});

it("markup in what a phone sends never becomes TwiML", async () => {
  const attack = '"><Dial><Number>+19005551212</Number></Dial><Say>';
  const twiml = await hear(call(encodeURIComponent(attack), attack));
  expect(twiml).not.toContain("<Dial");
  const emergency = await hear(call("911", attack));
  expect(emergency.match(/<Dial /g)).toHaveLength(1);
  expect(emergency).not.toContain("+19005551212</Number>");
});

describe("an emergency call", () => {
  const callerId = (twiml: string) => /callerId="([^"]*)"/.exec(twiml)?.[1];
  const dialsFrom = async (number: string, event: Record<string, unknown>, more = {}) => {
    const twiml = await hear(event, more);
    expect(twiml).toContain(">911</Number>");
    expect(callerId(twiml)).toBe(number);
  };

  it("goes on with the next caller ID when a leg fails, and says so when none is left", async () => {
    const then = (attempt: number) =>
      // As Twilio may put it: a later request of a call need not name the phone again.
      call("911", "corner", {
        SipUsername: undefined,
        extension: "corner",
        attempt: String(attempt),
        DialCallStatus: "failed",
      });
    await dialsFrom("+15035550101", call("911"));
    await dialsFrom("+15035550101", then(1));
    await dialsFrom("+15035550102", then(2));
    await dialsFrom("+15035550100", then(3));
    expect(await hear(then(4))).toContain("could not be connected");
  });

  it.each(["busy", "no-answer", "failed", undefined, "something new"])(
    "is made again after %s",
    async (DialCallStatus) => {
      await dialsFrom("+15035550101", call("911", "corner", { attempt: "1", DialCallStatus }));
    },
  );

  it.each(["completed", "answered", "canceled"])("is not made again after %s", async (DialCallStatus) => {
    expect(await hear(call("911", "corner", { attempt: "1", DialCallStatus }))).toBe(
      "<Response>\n<Hangup/>\n</Response>",
    );
  });

  const broken: [string, object][] = [
    ["no variable is set", { context: {} }],
    [
      "every variable is nonsense",
      { context: Object.fromEntries(Object.keys(context).map((name) => [name, 7])) },
    ],
    ["there are no assets", { getAssets: () => ({}) }],
    ["an asset is corrupt", { getAssets: () => ({ "/extensions.json": { open: () => '{"phones": 7' } }) }],
    [
      "assets cannot be read",
      {
        getAssets: () => {
          throw new Error("disk on fire");
        },
      },
    ],
    ["assets never come", { getAssets: () => new Promise(() => {}) }],
  ];
  it.each(broken)("is made when %s", async (_, more) => {
    await dialsFrom("+15035550101", call("911"), more);
  });

  it.each(broken)(
    "is the only kind that is made when %s: others hear that the network is out of order",
    async (_, more) => {
      vi.spyOn(console, "error").mockImplementation(() => {});
      expect(await hear(call("5035551212"), more)).toContain("The telephone network is out of order.");
    },
  );

  it("is made on stage by a phone whose call does not come over a domain of stage", async () => {
    await dialsFrom("+15035550101", call("911"), { context: { ...context, ENVIRONMENT: "stage" } });
  });

  it("is refused on stage, where 933 goes through", async () => {
    const stage = { context: { ...context, ENVIRONMENT: "stage" } };
    const SipDomain = "direct-futel-stage.sip.twilio.com";
    expect(await hear(call("911", "demo", { SipDomain }), stage)).toContain("This is a test telephone");
    expect(await hear(call("933", "demo", { SipDomain }), stage)).toContain(">933</Number>");
  });
});
