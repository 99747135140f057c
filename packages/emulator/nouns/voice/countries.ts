import { getCountries, getCountryCallingCode } from "libphonenumber-js/min";

/** A country that calls can be allowed to. */
export interface Country {
  isoCode: string;
  name: string;
  /** Such as `+44`. */
  callingCode: string;
}

const names = new Intl.DisplayNames("en", { type: "region" });

/**
 * The countries of the world's numbering plans. Canada is not one of them: Twilio's answers name the United States
 * "United States/Canada". https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource
 */
export const countries: Country[] = getCountries()
  .filter((isoCode) => isoCode !== "CA")
  .toSorted()
  .map((isoCode) => ({
    isoCode,
    name: isoCode === "US" ? "United States/Canada" : (names.of(isoCode) ?? isoCode),
    callingCode: `+${getCountryCallingCode(isoCode)}`,
  }));
