import type twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Emulator, startEmulator, twilioClient } from "../../index.ts";

let emulator: Emulator;
let sip: twilio.Twilio["sip"];

beforeAll(async () => {
  emulator = await startEmulator();
  ({ sip } = twilioClient(emulator));
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const password = "Correct-Horse-1";

describe("a SIP domain", () => {
  test("is created, listed, read, changed, renamed and deleted", async () => {
    const { sid, voiceMethod } = await sip.domains.create({
      domainName: "a.sip.twilio.com",
      voiceUrl: "https://example.com/",
    });
    expect(voiceMethod).toBe("POST");
    expect((await sip.domains.list()).map(({ domainName }) => domainName)).toEqual(["a.sip.twilio.com"]);
    const changed = await sip.domains(sid).update({ domainName: "b.sip.twilio.com", sipRegistration: true });
    expect([changed.domainName, changed.sipRegistration, changed.voiceUrl]).toEqual([
      "b.sip.twilio.com",
      true,
      "https://example.com/",
    ]);
    expect((await sip.domains(sid).fetch()).domainName).toBe("b.sip.twilio.com");
    expect(await sip.domains(sid).remove()).toBe(true);
    await expect(sip.domains(sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  test("has a name that nobody else has, in any account", async () => {
    await sip.domains.create({ domainName: "mine.sip.twilio.com" });
    const { sid, authToken } = await twilioClient(emulator).api.v2010.accounts.create({});
    const other = twilioClient({ url: emulator.url, accountSid: sid, authToken });
    await expect(other.sip.domains.create({ domainName: "Mine.sip.twilio.com" })).rejects.toMatchObject({
      code: 21232,
    });
  });

  test("takes only a number of its account as emergency caller", async () => {
    const domain = { domainName: "e.sip.twilio.com", emergencyCallerSid: `PN${"0".repeat(32)}` };
    await expect(sip.domains.create(domain)).rejects.toMatchObject({ code: 21231 });
  });
});

describe("a mapping", () => {
  test("has the SID of its list, for calls and for registrations apart, and says who may come in", async () => {
    const domain = await sip.domains.create({ domainName: "m.sip.twilio.com" });
    const { sid: credentialListSid } = await sip.credentialLists.create({ friendlyName: "phones" });
    const { calls, registrations } = sip.domains(domain.sid).auth;
    expect(domain.authType).toBe("");
    const mapped = await calls.credentialListMappings.create({ credentialListSid });
    expect(mapped).toMatchObject({ sid: credentialListSid, friendlyName: "phones" });
    expect(await registrations.credentialListMappings.list()).toEqual([]);
    await registrations.credentialListMappings.create({ credentialListSid });
    expect((await sip.domains(domain.sid).fetch()).authType).toBe("CREDENTIAL_LIST");
    expect(await calls.credentialListMappings(credentialListSid).remove()).toBe(true);
    expect((await sip.domains(domain.sid).fetch()).authType).toBe("");
    expect((await registrations.credentialListMappings.list()).map(({ sid }) => sid)).toEqual([
      credentialListSid,
    ]);
  });

  test("of the older path is one of calls", async () => {
    const { sid } = await sip.domains.create({ domainName: "old.sip.twilio.com" });
    const { sid: credentialListSid } = await sip.credentialLists.create({ friendlyName: "phones" });
    await sip.domains(sid).credentialListMappings.create({ credentialListSid });
    expect(await sip.domains(sid).auth.calls.credentialListMappings.list()).toHaveLength(1);
  });

  test("is not made twice, nor to a list that is not there", async () => {
    const { sid } = await sip.domains.create({ domainName: "twice.sip.twilio.com" });
    const { sid: credentialListSid } = await sip.credentialLists.create({ friendlyName: "phones" });
    const { credentialListMappings } = sip.domains(sid).auth.calls;
    await credentialListMappings.create({ credentialListSid });
    await expect(credentialListMappings.create({ credentialListSid })).rejects.toMatchObject({ code: 20409 });
    const missing = { credentialListSid: `CL${"0".repeat(32)}` };
    await expect(credentialListMappings.create(missing)).rejects.toMatchObject({ code: 20404 });
  });

  test("goes with its domain", async () => {
    const { sid } = await sip.domains.create({ domainName: "gone.sip.twilio.com" });
    const { sid: credentialListSid } = await sip.credentialLists.create({ friendlyName: "phones" });
    await sip.domains(sid).auth.calls.credentialListMappings.create({ credentialListSid });
    await expect(sip.credentialLists(credentialListSid).remove()).rejects.toMatchObject({ code: 21241 });
    await sip.domains(sid).remove();
    expect(await sip.credentialLists(credentialListSid).remove()).toBe(true);
  });
});

describe("a list", () => {
  test("of credentials has a name once, and can be renamed", async () => {
    const { sid } = await sip.credentialLists.create({ friendlyName: "a" });
    await expect(sip.credentialLists.create({ friendlyName: "a" })).rejects.toMatchObject({ code: 21240 });
    expect((await sip.credentialLists(sid).update({ friendlyName: "b" })).friendlyName).toBe("b");
    expect((await sip.credentialLists.create({ friendlyName: "a" })).friendlyName).toBe("a");
  });

  test("of addresses has its own codes, and addresses in it", async () => {
    const { sid } = await sip.ipAccessControlLists.create({ friendlyName: "office" });
    await expect(sip.ipAccessControlLists.create({ friendlyName: "office" })).rejects.toMatchObject({
      code: 21235,
    });
    const { ipAddresses } = sip.ipAccessControlLists(sid);
    const address = await ipAddresses.create({ friendlyName: "door", ipAddress: "203.0.113.7" });
    expect([address.ipAddress, address.cidrPrefixLength]).toEqual(["203.0.113.7", 32]);
    await expect(ipAddresses.create({ friendlyName: "door", ipAddress: "300.1.1.1" })).rejects.toMatchObject({
      code: 20001,
    });
    await expect(ipAddresses(address.sid).update({ ipAddress: "300.1.1.1" })).rejects.toMatchObject({
      code: 20001,
    });
    expect((await ipAddresses(address.sid).update({ cidrPrefixLength: 24 })).ipAddress).toBe("203.0.113.7");
    const domain = await sip.domains.create({ domainName: "ip.sip.twilio.com" });
    await sip
      .domains(domain.sid)
      .auth.calls.ipAccessControlListMappings.create({ ipAccessControlListSid: sid });
    await expect(sip.ipAccessControlLists(sid).remove()).rejects.toMatchObject({ code: 21236 });
  });
});

describe("a credential", () => {
  const list = async () => {
    const { sid } = await sip.credentialLists.create({ friendlyName: "phones" });
    return sip.credentialLists(sid).credentials;
  };

  test("is created, listed, read, given another password and deleted; its password is never shown", async () => {
    const credentials = await list();
    const { sid } = await credentials.create({ username: "demo", password });
    expect((await credentials.list()).map(({ username }) => username)).toEqual(["demo"]);
    const read = await credentials(sid).fetch();
    expect(JSON.stringify(read.toJSON())).not.toContain(password);
    await credentials(sid).update({ password: `${password}2` });
    expect(JSON.stringify(emulator.requests)).not.toContain(password);
    expect(await credentials(sid).remove()).toBe(true);
    expect(await credentials.list()).toEqual([]);
  });
});
