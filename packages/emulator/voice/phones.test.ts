import { describe, expect, it } from "vitest";
import { domain, outside, voiceWith } from "./testing/calls.ts";
import { alertsOf } from "./trace/trace.ts";

const nobody = { mapped: false, password: () => undefined };

describe("a phone that registers", () => {
  it("is let in with its password, or with the stored one when it gives none", () => {
    const { voice } = voiceWith("<Response/>");
    voice.phones.register({ domain, username: "demo", password: "Secret123456" });
    voice.phones.register({ domain, username: "other" });
    expect(voice.phones.all().map(({ address }) => address)).toEqual([
      `sip:demo@${domain}`,
      `sip:other@${domain}`,
    ]);
  });

  it.each([
    ["a wrong password", { username: "demo", password: "wrong" }, 403, 32202],
    ["an empty password", { username: "demo", password: "" }, 403, 32202],
    ["an unknown user", { username: "nobody" }, 403, 32202],
    ["an unknown domain", { username: "demo", domain: "nobody.sip.twilio.com" }, 404, 32210],
  ])("is refused with %s", (_name, phone, sipResponse, code) => {
    const { voice } = voiceWith("<Response/>");
    expect(() => voice.phones.register({ domain, ...phone })).toThrow(
      expect.objectContaining({ sipResponse, code }),
    );
    expect(voice.phones.all()).toEqual([]);
  });

  it("is refused where registration is off", () => {
    const { network, voice } = voiceWith("<Response/>");
    network.domain.sipRegistration = false;
    expect(() => voice.phones.register({ domain, username: "demo" })).toThrow(/SipRegistration/);
  });

  it("needs the REGISTRATIONS mapping, whatever calls have", () => {
    const { network, voice } = voiceWith("<Response/>");
    network.domain.authentication.registrations = nobody;
    expect(() => voice.phones.register({ domain, username: "demo" })).toThrow(/mapped for registrations/);
  });

  it("is off when its credential is deleted, and stays off", () => {
    const { network, voice } = voiceWith("<Response/>");
    const { registrations } = network.domain.authentication;
    voice.phones.register({ domain, username: "demo" });
    network.domain.authentication.registrations = { mapped: true, password: () => undefined };
    expect(voice.phones.at(`sip:demo@${domain}`)).toEqual([]);
    network.domain.authentication.registrations = registrations;
    expect(voice.phones.all()).toEqual([]);
  });

  it("shares its address with nine others, not ten; renewing is free", () => {
    const { voice } = voiceWith("<Response/>");
    const register = (index: number) =>
      voice.phones.register({ domain, username: "demo", contact: `sip:demo@10.0.0.${index}` });
    for (let index = 0; index < 10; index++) register(index);
    expect(() => register(10)).toThrow(expect.objectContaining({ sipResponse: 503, code: 32007 }));
    register(3);
    voice.phones.unregister(`sip:demo@${domain}`, "sip:demo@10.0.0.3");
    register(10);
    expect(voice.phones.at(`sip:demo@${domain}`)).toHaveLength(10);
  });
});

describe("a phone that calls", () => {
  it("need not be registered", async () => {
    const { voice } = voiceWith("<Response/>");
    expect(
      (await voice.call({ from: { sip: "demo", domain, password: "Secret123456" }, to: "1" })).status,
    ).toBe("completed");
  });

  it("is refused with a wrong password before anybody is asked", async () => {
    const { network, voice } = voiceWith("<Response/>");
    const trace = await voice.call({ from: { sip: "demo", domain, password: "wrong" }, to: "1" });
    expect(trace).toMatchObject({ status: "failed", sipResponse: 403 });
    expect(alertsOf(trace)).toMatchObject([{ code: 32202 }]);
    expect(network.requests).toEqual([]);
    expect(JSON.stringify([trace, network.alerts])).not.toContain("Secret123456");
  });

  it("needs the CALLS mapping, whatever registrations have", async () => {
    const { network, voice } = voiceWith("<Response/>");
    network.domain.authentication.calls = nobody;
    const trace = await voice.call({ from: { sip: "demo", domain }, to: "1" });
    expect(trace).toMatchObject({ status: "failed", sipResponse: 403 });
    expect(alertsOf(trace)).toMatchObject([{ code: 32201 }]);
  });

  it("of a domain that does not exist is an error", async () => {
    const { voice } = voiceWith("<Response/>");
    await expect(voice.call({ from: { sip: "demo", domain: "x.sip.twilio.com" }, to: "1" })).rejects.toThrow(
      /SIP domain/,
    );
  });
});

describe("a call from outside", () => {
  it("to a number that no account owns is an error", async () => {
    const { voice } = voiceWith("<Response/>");
    await expect(voice.call({ from: outside, to: "+15035550777" })).rejects.toThrow(/no account owns/);
  });
});
