import type { LocalListInstanceOptions } from "twilio/lib/rest/api/v2010/account/availablePhoneNumberCountry/local.js";
import type { TwilioClient } from "../client/connection.ts";

/** The kinds of number that can be searched for. */
export type NumberType = "local" | "tollFree" | "mobile";

/** The numbers of a country that can be bought now. */
export function availableNumbers(
  { availablePhoneNumbers }: TwilioClient,
  isoCountry: string,
  type: NumberType,
  filters: LocalListInstanceOptions,
) {
  const country = availablePhoneNumbers(isoCountry);
  const search = {
    local: () => country.local.list(filters),
    tollFree: () => country.tollFree.list(filters),
    mobile: () => country.mobile.list(filters),
  };
  return search[type]();
}
