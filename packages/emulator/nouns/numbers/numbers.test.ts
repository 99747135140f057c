import type twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Emulator, ManualClock, startEmulator, twilioClient } from "../../index.ts";

const clock = new ManualClock();
let emulator: Emulator;
let client: twilio.Twilio;

beforeAll(async () => {
  emulator = await startEmulator({ clock, emergencyMs: 1_000, messageMs: 0 });
  client = twilioClient(emulator);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const phoneNumber = "+15035550100";
const buy = (more: object = {}) => client.incomingPhoneNumbers.create({ phoneNumber, ...more });
const address = (more: object = {}) =>
  client.addresses.create({
    customerName: "Futel",
    street: "1 Main St",
    city: "Portland",
    region: "OR",
    postalCode: "97201",
    isoCountry: "US",
    ...more,
  });

describe("numbers for sale", () => {
  test("are the same ones each time, fit what was asked for, and are gone once bought", async () => {
    const search = () => client.availablePhoneNumbers("US").local.list({ areaCode: 503, limit: 5 });
    const found = await search();
    expect(found).toHaveLength(5);
    expect(found.every((one) => /^\+1503[2-9]\d{6}$/.test(one.phoneNumber) && one.region === "OR")).toBe(
      true,
    );
    expect((await search()).map((one) => one.phoneNumber)).toEqual(found.map((one) => one.phoneNumber));
    const wanted = found[2]?.phoneNumber ?? "";
    await buy({ phoneNumber: wanted });
    expect((await search()).map((one) => one.phoneNumber)).not.toContain(wanted);
  });

  test("are found by region, pattern and kind", async () => {
    const { local, tollFree } = client.availablePhoneNumbers("US");
    expect((await local.list({ inRegion: "MI", limit: 20 })).every(({ region }) => region === "MI")).toBe(
      true,
    );
    expect(
      (await local.list({ contains: "503***1", limit: 3 })).every((one) => /503\d{3}1/.test(one.phoneNumber)),
    ).toBe(true);
    expect((await tollFree.list({ limit: 1 }))[0]?.phoneNumber).toMatch(/^\+18\d\d/);
    expect(await local.list({ areaCode: 999, limit: 1 })).toEqual([]);
  });
});

describe("a number", () => {
  test("is bought, listed, found, changed and released", async () => {
    const { sid, friendlyName, capabilities } = await buy({ voiceUrl: "https://example.com/voice" });
    expect([friendlyName, capabilities.voice]).toEqual(["(503) 555-0100", true]);
    expect((await client.incomingPhoneNumbers.list({ phoneNumber })).map((one) => one.sid)).toEqual([sid]);
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: "+15035550101" })).toEqual([]);
    const changed = await client
      .incomingPhoneNumbers(sid)
      .update({ friendlyName: "line 1", voiceMethod: "GET" });
    expect([changed.friendlyName, changed.voiceMethod, changed.voiceUrl]).toEqual([
      "line 1",
      "GET",
      "https://example.com/voice",
    ]);
    expect(await client.incomingPhoneNumbers(sid).remove()).toBe(true);
    expect(await client.incomingPhoneNumbers.list()).toEqual([]);
  });

  test("that the account owns is changed by buying it again", async () => {
    const { sid } = await buy();
    expect(await buy({ friendlyName: "again" })).toMatchObject({ sid, friendlyName: "again" });
    expect(await client.incomingPhoneNumbers.list()).toHaveLength(1);
  });

  test("that another account owns is not available, and one that cannot be is invalid", async () => {
    await buy();
    const { sid, authToken } = await client.api.v2010.accounts.create({});
    const other = twilioClient({ url: emulator.url, accountSid: sid, authToken });
    await expect(other.incomingPhoneNumbers.create({ phoneNumber })).rejects.toMatchObject({ code: 21422 });
    await expect(buy({ phoneNumber: "+15005550000" })).rejects.toMatchObject({ code: 21422 });
    for (const wrong of ["+15005550001", "5035550100", "+1503555010", "+11235550100"]) {
      await expect(buy({ phoneNumber: wrong })).rejects.toMatchObject({ code: 21421 });
    }
  });

  test("may be bought by area code", async () => {
    const { phoneNumber: bought } = await client.incomingPhoneNumbers.create({ areaCode: "734" });
    expect(bought).toMatch(/^\+1734/);
    await expect(client.incomingPhoneNumbers.create({ areaCode: "12" })).rejects.toMatchObject({
      code: 21451,
    });
    await expect(client.incomingPhoneNumbers.create({ areaCode: "999" })).rejects.toMatchObject({
      code: 21452,
    });
    await expect(client.incomingPhoneNumbers.create({})).rejects.toMatchObject({ code: 21421 });
  });

  test("of some countries needs an address, of others a local one", async () => {
    await expect(buy({ phoneNumber: "+61255501234" })).rejects.toMatchObject({ code: 21631 });
    const { sid: addressSid } = await address();
    expect((await buy({ phoneNumber: "+61255501234", addressSid })).addressSid).toBe(addressSid);
    await expect(buy({ phoneNumber: "+493012345678", addressSid })).rejects.toMatchObject({ code: 21615 });
  });

  test("is answered by an application or a trunk, never both", async () => {
    const { sid } = await buy({ voiceApplicationSid: `AP${"1".repeat(32)}` });
    const trunked = await client.incomingPhoneNumbers(sid).update({ trunkSid: `TK${"2".repeat(32)}` });
    expect([trunked.voiceApplicationSid, trunked.trunkSid]).toEqual([null, `TK${"2".repeat(32)}`]);
  });
});

describe("an emergency address", () => {
  const attach = (sid: string, emergencyAddressSid: string) =>
    client.incomingPhoneNumbers(sid).update({ emergencyAddressSid });
  const status = async (sid: string) =>
    (await client.incomingPhoneNumbers(sid).fetch()).emergencyAddressStatus;

  test("is registered after a while, and detached after a while", async () => {
    const { sid } = await buy();
    const { sid: addressSid } = await address({ emergencyEnabled: true });
    expect(await status(sid)).toBe("unregistered");
    expect((await attach(sid, addressSid)).emergencyAddressStatus).toBe("pending-registration");
    clock.advance(1_000);
    expect(await status(sid)).toBe("registered");
    expect(await attach(sid, "")).toMatchObject({
      emergencyAddressSid: null,
      emergencyAddressStatus: "pending-unregistration",
    });
    clock.advance(1_000);
    expect(await status(sid)).toBe("unregistered");
  });

  test("is not exchanged for another while it is attached, and keeps its number from being released", async () => {
    const { sid } = await buy();
    const { sid: first } = await address({ emergencyEnabled: true });
    const { sid: second } = await address({ emergencyEnabled: true });
    await attach(sid, first);
    await expect(attach(sid, second)).rejects.toMatchObject({ code: 20001 });
    await expect(client.incomingPhoneNumbers(sid).remove()).rejects.toMatchObject({ code: 20001 });
    await attach(sid, "");
    clock.advance(1_000);
    expect((await attach(sid, second)).emergencyAddressSid).toBe(second);
  });

  test("must be one of the account, enabled for emergencies, and in a country that has them", async () => {
    const { sid } = await buy();
    await expect(attach(sid, `AD${"0".repeat(32)}`)).rejects.toMatchObject({ code: 20001 });
    await expect(attach(sid, (await address()).sid)).rejects.toMatchObject({ code: 20001 });
    const mexican = await address({ isoCountry: "mx", emergencyEnabled: true });
    await expect(attach(sid, mexican.sid)).rejects.toMatchObject({ code: 20001 });
  });
});

describe("an address", () => {
  test("is created, listed, read, changed and deleted", async () => {
    const { sid } = await address({ friendlyName: "home" });
    expect((await client.addresses.list({ friendlyName: "home" })).map((one) => one.sid)).toEqual([sid]);
    expect((await client.addresses(sid).update({ street: "2 Main St" })).street).toBe("2 Main St");
    expect(await client.addresses(sid).fetch()).toMatchObject({ street: "2 Main St", isoCountry: "US" });
    expect(await client.addresses(sid).remove()).toBe(true);
    expect(await client.addresses.list()).toEqual([]);
  });

  test("names the numbers that need it, and stays while they do", async () => {
    const { sid } = await address({ emergencyEnabled: true });
    await buy({ emergencyAddressSid: sid });
    const dependents = await client.addresses(sid).dependentPhoneNumbers.list();
    expect(dependents.map((one) => one.phoneNumber)).toEqual([phoneNumber]);
    await expect(client.addresses(sid).remove()).rejects.toMatchObject({ status: 409 });
  });

  test("for emergencies has a name of 32 characters at most, and no empty field", async () => {
    await expect(address({ emergencyEnabled: true, customerName: "x".repeat(33) })).rejects.toMatchObject({
      code: 21628,
    });
    await expect(address({ city: "" })).rejects.toMatchObject({ code: 21628 });
  });
});

describe("a message", () => {
  test("walks from queued to delivered", async () => {
    await buy();
    const { sid, status } = await client.messages.create({
      to: "+15035550111",
      from: phoneNumber,
      body: "hello",
    });
    expect(status).toBe("queued");
    await emulator.messagesSettled();
    expect((await client.messages(sid).fetch()).status).toBe("delivered");
    expect(await client.messages.list({ to: "+15035550111" })).toHaveLength(1);
  });

  test.each([
    [21211, { to: "nobody", from: phoneNumber, body: "x" }],
    [21603, { to: "+15035550111", body: "x" }],
    [21606, { to: "+15035550111", from: "+15035550199", body: "x" }],
    [21619, { to: "+15035550111", from: phoneNumber }],
  ])("is refused with %i", (code, message) =>
    expect(client.messages.create(message)).rejects.toMatchObject({ code }),
  );
});
