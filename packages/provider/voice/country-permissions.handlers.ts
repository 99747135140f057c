import { PAGE_SIZE } from "../client/connection.ts";
import type { Call } from "../lifecycle/handlers.ts";
import type { CountryPermissions } from "./country-permissions.ts";

export const permissionsOf = (of: Partial<CountryPermissions>): CountryPermissions => ({
  lowRiskNumbersEnabled: of.lowRiskNumbersEnabled ?? false,
  highRiskSpecialNumbersEnabled: of.highRiskSpecialNumbersEnabled ?? false,
  highRiskTollfraudNumbersEnabled: of.highRiskTollfraudNumbersEnabled ?? false,
});

/** Nothing can be called. */
export const closed = permissionsOf({});

export const countries = ({ twilio }: Call) => twilio.voice.v1.dialingPermissions.countries;

/** Every country, as it is now. */
export const allCountries = (call: Call) => countries(call).list({ pageSize: PAGE_SIZE });

/** Every country, listed once for all resources that look into it. */
export const listed = (call: Call) => call.listed("dialing permissions", () => allCountries(call));

/** Sets what may be called in countries. Twilio takes changes in bulk only, and they are safe to repeat. */
export async function permit(
  updates: ({ isoCode: string } & CountryPermissions)[],
  { twilio }: Call,
): Promise<void> {
  const updateRequest = JSON.stringify(
    updates.map((each) => ({
      iso_code: each.isoCode,
      low_risk_numbers_enabled: each.lowRiskNumbersEnabled,
      high_risk_special_numbers_enabled: each.highRiskSpecialNumbersEnabled,
      high_risk_tollfraud_numbers_enabled: each.highRiskTollfraudNumbersEnabled,
    })),
  );
  await twilio.voice.v1.dialingPermissions.bulkCountryUpdates.create({ updateRequest });
}
