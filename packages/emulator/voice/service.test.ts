import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator, twilioClient } from "../index.ts";
import { alertsOf, formatTrace, heard, webhooks } from "./index.ts";

// Whole calls on a service that was deployed through the API by the official client.

const functions = {
  "/outgoing": `exports.handler = (context, event, callback) => {
    const twiml = new Twilio.twiml.VoiceResponse();
    const to = decodeURIComponent(event.To.replace(/^sip:/, "").replace(/@.*/, ""));
    if (to === "boom") throw new Error("boom");
    if (to === "menu") twiml.gather({ numDigits: 1, action: "/menu", method: "GET" }).say("Press a key");
    else twiml.dial({ callerId: context.NUMBER, action: "/status", answerOnBridge: true })
      .number({ statusCallback: "/status", statusCallbackEvent: "answered completed" }, to);
    callback(null, twiml);
  };`,
  "/menu": `exports.handler = (context, event, callback) => {
    const twiml = new Twilio.twiml.VoiceResponse();
    twiml.say("You pressed " + event.Digits);
    callback(null, twiml);
  };`,
  "/incoming": `exports.handler = (context, event, callback) => {
    const twiml = new Twilio.twiml.VoiceResponse();
    twiml.dial().sip("sip:demo@" + context.SIP_DOMAIN);
    callback(null, twiml);
  };`,
  "/status": `exports.handler = (context, event, callback) => {
    const twiml = new Twilio.twiml.VoiceResponse();
    if (event.DialCallStatus) twiml.say(event.DialCallStatus);
    callback(null, twiml);
  };`,
  "/fallback": `exports.handler = (context, event, callback) => {
    const twiml = new Twilio.twiml.VoiceResponse();
    twiml.say("Out of order because of " + event.ErrorCode);
    callback(null, twiml);
  };`,
};

const number = "+15035550100";
const domainName = "direct-test.sip.twilio.com";
const phone = { sip: "demo", domain: domainName, password: "Secret123456" };

async function deploy({ url, accountSid, authToken, ...emulator }: Emulator): Promise<string> {
  const client = twilioClient({ url, accountSid, authToken });
  const service = await client.serverless.v1.services.create({
    uniqueName: "dialer",
    friendlyName: "dialer",
  });
  const { sid: serviceSid } = service;
  const { serverless } = client;
  const versions: string[] = [];
  for (const [path, content] of Object.entries(functions)) {
    const { sid } = await serverless.v1.services(serviceSid).functions.create({ friendlyName: path });
    const form = new FormData();
    form.set("Path", path);
    form.set("Visibility", "protected");
    form.set("Content", new Blob([content], { type: "application/javascript" }), "f.js");
    const upload = await fetch(
      `${url}/serverless-upload.twilio.com/v1/Services/${serviceSid}/Functions/${sid}/Versions`,
      {
        method: "POST",
        body: form,
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      },
    );
    versions.push(((await upload.json()) as { sid: string }).sid);
  }
  const build = await serverless.v1.services(serviceSid).builds.create({ functionVersions: versions });
  const environment = await serverless.v1.services(serviceSid).environments.create({ uniqueName: "stage" });
  const variables = serverless.v1.services(serviceSid).environments(environment.sid).variables;
  await variables.create({ key: "NUMBER", value: number });
  await variables.create({ key: "SIP_DOMAIN", value: domainName });
  await expect
    .poll(async () => (await serverless.v1.services(serviceSid).builds(build.sid).fetch()).status)
    .toBe("completed");
  await serverless.v1
    .services(serviceSid)
    .environments(environment.sid)
    .deployments.create({ buildSid: build.sid });
  const base = `https://${environment.domainName}`;
  const domain = await client.sip.domains.create({
    domainName,
    voiceUrl: `${base}/outgoing`,
    voiceMethod: "GET",
    voiceFallbackUrl: `${base}/fallback`,
    sipRegistration: true,
    emergencyCallingEnabled: true,
  });
  const list = await client.sip.credentialLists.create({ friendlyName: "sip-direct" });
  await client.sip
    .credentialLists(list.sid)
    .credentials.create({ username: phone.sip, password: phone.password });
  const { auth } = client.sip.domains(domain.sid);
  await auth.calls.credentialListMappings.create({ credentialListSid: list.sid });
  await auth.registrations.credentialListMappings.create({ credentialListSid: list.sid });
  await client.incomingPhoneNumbers.create({ phoneNumber: number, voiceUrl: `${base}/incoming` });
  emulator.phones.register({ domain: domainName, username: phone.sip, password: phone.password });
  return base;
}

describe("calls on a deployed service", () => {
  let emulator: Emulator;
  const start = async (options: EmulatorOptions = {}) => {
    emulator = await startEmulator({ buildMs: 0, emergencyMs: 0, ...options });
    return emulator;
  };
  beforeEach(async () => {
    await deploy(await start());
  });
  afterEach(async () => {
    await emulator.close();
  });
  const client = () => twilioClient(emulator);

  it("go from a phone to a number, through protected functions", async () => {
    const trace = await emulator.call({ from: phone, to: "+15035550111" });
    expect(trace.legs).toMatchObject([{ to: "+15035550111", callerId: number, status: "completed" }]);
    expect(webhooks(trace).map(({ purpose, method, status }) => [purpose, method, status])).toEqual([
      ["voice", "GET", 200],
      ["status-callback", "POST", 200],
      ["status-callback", "POST", 200],
      ["action", "POST", 200],
    ]);
    expect(heard(trace)).toEqual(["completed"]);
  });

  it("go from outside to the phone that is registered", async () => {
    const trace = await emulator.call({ from: "+15035550111", to: number });
    expect(trace.legs).toMatchObject([
      { to: `sip:demo@${domainName}`, callerId: "+15035550111", status: "completed", sipResponse: 200 },
    ]);
  });

  it("gather keys", async () => {
    const trace = await emulator.call({ from: phone, to: "menu", presses: "7" });
    expect(heard(trace)).toEqual(["Press a key", "You pressed 7"]);
  });

  it("fall back when a function throws", async () => {
    const trace = await emulator.call({ from: phone, to: "boom" });
    expect(alertsOf(trace)).toMatchObject([{ code: 11200 }]);
    expect(heard(trace)).toEqual(["Out of order because of 11200"]);
  });

  it("fall back when the gateway is down or slow, in no time of ours", async () => {
    emulator.faults.add({ route: "twil.io/outgoing", status: 503, count: 1 });
    expect(heard(await emulator.call({ from: phone, to: "1" }))).toEqual(["Out of order because of 11200"]);
    emulator.faults.add({ route: "twil.io/outgoing", drop: "before", count: 1 });
    expect(heard(await emulator.call({ from: phone, to: "1" }))).toEqual(["Out of order because of 11205"]);
    emulator.faults.add({ route: "twil.io/outgoing", delayMs: 20_000 });
    const [, fallback] = webhooks(await emulator.call({ from: phone, to: "1" }));
    expect(fallback).toMatchObject({ purpose: "fallback", at: 15, params: { ErrorCode: "11200" } });
  });

  it("are listed by Calls.json, legs with their parent, and errors by the debugger", async () => {
    const trace = await emulator.call({ from: phone, to: "+15035550111" });
    await emulator.call({ from: phone, to: "boom" });
    const legs = await client().calls.list({ parentCallSid: trace.sid });
    expect(legs).toMatchObject([
      { sid: trace.legs[0]?.sid, status: "completed", duration: "10", to: "+15035550111" },
    ]);
    expect(await client().calls(trace.sid).fetch()).toMatchObject({
      direction: "inbound",
      from: `sip:demo@${domainName}`,
    });
    expect(await client().monitor.v1.alerts.list()).toMatchObject([
      { errorCode: "11200", logLevel: "error" },
    ]);
  });

  it("to 933 read back the address once it is registered", async () => {
    const [owned] = await client().incomingPhoneNumbers.list({ phoneNumber: number });
    const before = await emulator.call({ from: phone, to: "911" });
    expect(before.legs[0]?.emergency).toMatchObject({ callingNumber: number, charge: 75 });
    const address = await client().addresses.create({
      customerName: "Demo",
      street: "1 Main St",
      city: "Portland",
      region: "OR",
      postalCode: "97201",
      isoCountry: "US",
      emergencyEnabled: true,
    });
    await client()
      .incomingPhoneNumbers(owned?.sid ?? "")
      .update({ emergencyAddressSid: address.sid });
    const after = await emulator.call({ from: phone, to: "933" });
    expect(heard(after).join()).toContain("1 Main St, Portland, OR, 97201");
    expect((await emulator.call({ from: phone, to: "911" })).legs[0]?.emergency).toMatchObject({ charge: 0 });
  });

  it("see a mapping that was taken away at once", async () => {
    const [domain] = await client().sip.domains.list();
    const mappings = client().sip.domains(domain?.sid ?? "").auth.calls.credentialListMappings;
    const [mapping] = await mappings.list();
    await mappings(mapping?.sid ?? "").remove();
    expect(await emulator.call({ from: phone, to: "menu" })).toMatchObject({
      status: "failed",
      sipResponse: 403,
    });
  });

  it("come from the addresses of an IP access control list; with credentials mapped as well, both must agree", async () => {
    const { sip } = client();
    const [domain] = await sip.domains.list();
    const { calls } = sip.domains(domain?.sid ?? "").auth;
    const { sid } = await sip.ipAccessControlLists.create({ friendlyName: "carrier" });
    await sip
      .ipAccessControlLists(sid)
      .ipAddresses.create({ friendlyName: "a", ipAddress: "203.0.113.8", cidrPrefixLength: 29 });
    await calls.ipAccessControlListMappings.create({ ipAccessControlListSid: sid });
    const from = (address: string, password?: string) =>
      emulator.call({ from: { ...phone, address, ...(password && { password }) }, to: "menu" });
    expect(alertsOf(await from("203.0.113.16"))).toMatchObject([{ code: 32201 }]);
    expect(alertsOf(await from("203.0.113.15", "wrong"))).toMatchObject([{ code: 32202 }]);
    const [mapped] = await calls.credentialListMappings.list();
    await calls.credentialListMappings(mapped?.sid ?? "").remove();
    const { params } = webhooks(await from("203.0.113.15", "wrong"))[0] ?? {};
    expect(params).toMatchObject({ SipSourceIp: "203.0.113.15" });
    expect(params).not.toHaveProperty("SipUsername");
  });

  it("are placed over HTTP too, with the stored password when none is given", async () => {
    const post = async (path: string, body: unknown) => {
      const response = await fetch(`${emulator.url}/emulator/${path}`, {
        method: "POST",
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    await post("parties", { address: "+15035550111", script: "busy" });
    expect((await post("phones", { domain: domainName, username: "demo", contact: "sip:2@2" })).status).toBe(
      200,
    );
    const { body } = await post("calls", { from: { sip: "demo", domain: domainName }, to: "+15035550111" });
    expect(body).toMatchObject({ status: "completed", legs: [{ status: "busy" }] });
    const refused = await post("phones", { domain: domainName, username: "demo", password: "no" });
    expect(refused.body.message).toMatch(/^403: 32202 /);
    const wrong = await post("calls", { from: 5 });
    expect(wrong.status).toBe(400);
    expect(wrong.body.message).toMatch(/from/);
  });

  it("never leave this machine, and ask servers on it only if allowed", async () => {
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "text/xml").end("<Response><Say>local</Say></Response>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}/voice`;
      const callWith = async (voiceUrl: string) => {
        const [domain] = await client().sip.domains.list();
        await client()
          .sip.domains(domain?.sid ?? "")
          .update({ voiceUrl, voiceFallbackUrl: "" });
        return emulator.call({ from: phone, to: "1" });
      };
      for (const url of [
        "https://example.com/voice",
        "http://169.254.169.254/latest",
        "http://10.0.0.1/",
        local,
      ]) {
        expect(alertsOf(await callWith(url)), url).toMatchObject([{ code: 11200 }]);
      }
      await emulator.close();
      await deploy(await start({ allowLocalWebhooks: true }));
      expect(heard(await callWith(local))).toEqual(["local"]);
      expect(alertsOf(await callWith("http://10.0.0.1/"))).toMatchObject([{ code: 11200 }]);
    } finally {
      server.close();
    }
  });

  it("are the same, SIDs and all, on an emulator with the same seed", async () => {
    const steps = async () => (await emulator.call({ from: phone, to: "+15035550111" })).sid;
    const first = await steps();
    await emulator.close();
    await deploy(await start());
    expect(await steps()).toBe(first);
  });

  it("can be read by a person", async () => {
    const text = formatTrace(await emulator.call({ from: phone, to: "+15035550111" }), { colour: false });
    expect(text).toContain("☎ demo@direct-test → +15035550111@direct-test");
    expect(text).toMatch(/└→ \+15035550111 as \+15035550100 {2}completed, talked 10 s/);
    expect(text).not.toContain("Secret123456");
  });
});
