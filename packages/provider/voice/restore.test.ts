import { describe, expect, it } from "vitest";
import { makeWorld, type World } from "../testing/world.ts";

const token = "twilio:voice:DialingPermissions";
const country = ({ twilio }: World) => twilio.voice.v1.dialingPermissions.countries("GB");
const special = { low_risk_numbers_enabled: false, high_risk_special_numbers_enabled: true };

async function byHand({ twilio }: World, permissions: object) {
  const updateRequest = JSON.stringify([{ iso_code: "GB", ...permissions }]);
  await twilio.voice.v1.dialingPermissions.bulkCountryUpdates.create({ updateRequest });
}

it("puts back what a country's permissions were, after changes and a refresh", async () => {
  const world = await makeWorld();
  await byHand(world, special);
  const made = await world.engine.create(token, { isoCode: "GB", lowRiskNumbersEnabled: true });
  expect(await country(world).fetch()).toMatchObject({
    lowRiskNumbersEnabled: true,
    highRiskSpecialNumbersEnabled: false,
  });
  const changed = await world.engine.update(made, { isoCode: "GB", highRiskTollfraudNumbersEnabled: true });
  const later = await world.another();
  const refreshed = await later.read(changed);
  await later.delete(refreshed ?? changed);
  expect(await country(world).fetch()).toMatchObject({
    lowRiskNumbersEnabled: false,
    highRiskSpecialNumbersEnabled: true,
    highRiskTollfraudNumbersEnabled: false,
  });
});

it("leaves permissions that somebody has changed since", async () => {
  const world = await makeWorld();
  const made = await world.engine.create(token, { isoCode: "GB", lowRiskNumbersEnabled: true });
  await byHand(world, special);
  await world.engine.delete(made);
  expect(await country(world).fetch()).toMatchObject({ highRiskSpecialNumbersEnabled: true });
});

it("leaves imported permissions as they were found", async () => {
  const world = await makeWorld();
  await byHand(world, special);
  const imported = await world.engine.import(token, "GB");
  if (imported === undefined) throw new Error("the import found nothing");
  await world.engine.delete(imported);
  expect(await country(world).fetch()).toMatchObject({ highRiskSpecialNumbersEnabled: true });
});

it("sets many countries with one read and a write each", async () => {
  const world = await makeWorld();
  const codes = ["DE", "FR", "GB", "MX"];
  await Promise.all(
    codes.map((isoCode) => world.engine.create(token, { isoCode, lowRiskNumbersEnabled: true }, isoCode)),
  );
  const requests = world.requests();
  expect(requests.filter((request) => request.startsWith("GET"))).toHaveLength(1);
  expect(requests).toHaveLength(1 + codes.length);
});

describe("keeping an account from other countries", () => {
  const exclusive = "twilio:voice:ExclusiveDialingPermissions";
  const named = { isoCodes: ["US"] };

  it("closes those that a refresh has shown, with one write, and opens them again when it goes", async () => {
    const world = await makeWorld();
    await byHand(world, special);
    const made = await world.engine.create(exclusive, named);
    expect(await country(world).fetch()).toMatchObject({ highRiskSpecialNumbersEnabled: true });
    const later = await world.another();
    const shown = await later.read(made);
    expect(shown?.inputs.isoCodes).toEqual(["US", "GB"]);
    world.requests();
    const updated = await later.update(shown ?? made, named);
    expect(world.requests()).toHaveLength(2);
    expect(await country(world).fetch()).toMatchObject({ highRiskSpecialNumbersEnabled: false });
    expect((await (await world.another()).read(updated))?.inputs).toEqual(named);
    await later.delete(updated);
    expect(await country(world).fetch()).toMatchObject({
      lowRiskNumbersEnabled: false,
      highRiskSpecialNumbersEnabled: true,
    });
  });

  it("leaves what was opened after the plan, and what somebody has opened again when it goes", async () => {
    const world = await makeWorld();
    const made = await world.engine.create(exclusive, named);
    await byHand(world, special);
    const updated = await world.engine.update(made, { isoCodes: ["US", "MX"] });
    expect(await country(world).fetch()).toMatchObject({ highRiskSpecialNumbersEnabled: true });
    const later = await world.another();
    const closed = await later.update((await later.read(updated)) ?? updated, named);
    await byHand(world, { ...special, low_risk_numbers_enabled: true });
    await later.delete(closed);
    expect(await country(world).fetch()).toMatchObject({ lowRiskNumbersEnabled: true });
  });
});

it("puts back whether permissions are inherited", async () => {
  const world = await makeWorld();
  const { settings } = world.twilio.voice.v1.dialingPermissions;
  const made = await world.engine.create("twilio:voice:Settings", { dialingPermissionsInheritance: true });
  expect((await settings().fetch()).dialingPermissionsInheritance).toBe(true);
  await world.engine.delete(made);
  expect((await settings().fetch()).dialingPermissionsInheritance).toBe(false);
});
