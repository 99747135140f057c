import { describe, expect, it } from "vitest";
import { domain, ownNumber, voiceWith } from "./testing/calls.ts";
import { alertsOf, heard } from "./trace/trace.ts";

const registered = "+15035550102";
const address = "Demo, 1 Main St, Portland, OR, 97201, US";

function setUp(to: string, callerId: string | undefined) {
  const attribute = callerId === undefined ? "" : `callerId="${callerId}"`;
  const { network, voice } = voiceWith(
    `<Response><Dial ${attribute}><Number>${to}</Number></Dial></Response>`,
  );
  const number = network.addNumber({ phoneNumber: registered, emergencyAddress: address });
  return { network, voice, number, call: () => voice.call({ from: { sip: "demo", domain }, to }) };
}

describe("an emergency call", () => {
  it("has the address of the calling number", async () => {
    const { legs } = await setUp("911", registered).call();
    expect(legs).toMatchObject([
      {
        to: "911",
        status: "completed",
        emergency: { number: "911", callingNumber: registered, address, charge: 0 },
      },
    ]);
  });

  it("without a registered address is charged, and still goes through", async () => {
    const { legs } = await setUp("911", ownNumber).call();
    expect(legs[0]).toMatchObject({
      status: "completed",
      emergency: { callingNumber: ownNumber, charge: 75 },
    });
    expect(legs[0]?.emergency).not.toHaveProperty("address");
  });

  it.each(["busy", "failed", "no-answer"])("ends with %s when a script says so", async (outcome) => {
    const { voice, call } = setUp("911", registered);
    voice.parties.script("911", outcome);
    expect((await call()).legs).toMatchObject([{ to: "911", status: outcome, emergency: { address } }]);
  });

  it.each([
    ["a number that is not the account's", "+15035550300"],
    ["a user name", undefined],
  ])("from %s fails", async (_name, callerId) => {
    const trace = await setUp("911", callerId).call();
    expect(trace.legs).toMatchObject([{ status: "failed" }]);
    expect(alertsOf(trace)).toMatchObject([{ code: 13214 }]);
  });

  it("from a user name takes the number its domain names", async () => {
    const { network, number, call } = setUp("911", undefined);
    network.domain.emergencyCallerSid = number.sid;
    expect((await call()).legs[0]?.emergency).toMatchObject({ callingNumber: registered, address });
  });

  it("fails on a domain without emergency calling", async () => {
    const { network, call } = setUp("911", registered);
    network.domain.emergencyCallingEnabled = false;
    const trace = await call();
    expect(trace.legs).toMatchObject([{ status: "failed" }]);
    expect(alertsOf(trace)).toMatchObject([{ code: 13225 }]);
  });
});

describe("the test number 933", () => {
  it("reads the address back, and costs nothing", async () => {
    const trace = await setUp("933", registered).call();
    expect(heard(trace).join()).toContain(address);
    expect(trace.legs[0]?.emergency).toMatchObject({ number: "933", charge: 0 });
  });

  it("says so when there is none", async () => {
    expect(heard(await setUp("933", ownNumber).call()).join()).toMatch(/No emergency address/);
  });
});
