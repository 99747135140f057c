import { expect, test } from "vitest";
import { startEmulator, twilioClient } from "../../index.ts";
import { send } from "../../testing/request.ts";

test("dialing permissions change by bulk updates, for the countries and kinds of number they name", async () => {
  const emulator = await startEmulator();
  const { countries, bulkCountryUpdates } = twilioClient(emulator).voice.v1.dialingPermissions;
  const all = await countries.list({ pageSize: 100 });
  expect(all.length).toBeGreaterThan(200);
  expect(
    all.filter(({ lowRiskNumbersEnabled }) => lowRiskNumbersEnabled).map(({ isoCode }) => isoCode),
  ).toEqual(["US"]);
  const update = (...updates: object[]) =>
    bulkCountryUpdates.create({ updateRequest: JSON.stringify(updates) });
  const written = {
    iso_code: "GB",
    low_risk_numbers_enabled: "true",
    high_risk_special_numbers_enabled: true,
  };
  expect(await update(written, { iso_code: "FR", low_risk_numbers_enabled: true })).toMatchObject({
    updateCount: 2,
  });
  await update({ iso_code: "GB", high_risk_special_numbers_enabled: "false" });
  expect(await countries("GB").fetch()).toMatchObject({
    name: "United Kingdom",
    countryCodes: ["+44"],
    lowRiskNumbersEnabled: true,
    highRiskSpecialNumbersEnabled: false,
    highRiskTollfraudNumbersEnabled: false,
  });
  const enabled = await countries.list({ lowRiskNumbersEnabled: true });
  expect(enabled.map(({ isoCode }) => isoCode)).toEqual(["FR", "GB", "US"]);
  expect((await countries.list({ countryCode: "44" })).map(({ isoCode }) => isoCode)).toContain("GG");
  await expect(countries("ZZ").fetch()).rejects.toMatchObject({ status: 404 });
  await emulator.close();
});

test("a bulk update that is no JSON, of no country or with no flag changes nothing", async () => {
  const emulator = await startEmulator();
  const target = "voice.twilio.com/v1/DialingPermissions/BulkCountryUpdates";
  const gb = { iso_code: "GB", low_risk_numbers_enabled: true };
  for (const wrong of [
    "[",
    JSON.stringify([gb, { iso_code: "ZZ" }]),
    JSON.stringify([{ ...gb, low_risk_numbers_enabled: 1 }]),
  ]) {
    const { status, body } = await send(emulator, target, { form: { UpdateRequest: wrong } });
    expect([status, body.code], wrong).toEqual([400, 20001]);
  }
  const country = await twilioClient(emulator).voice.v1.dialingPermissions.countries("GB").fetch();
  expect(country.lowRiskNumbersEnabled).toBe(false);
  await emulator.close();
});
