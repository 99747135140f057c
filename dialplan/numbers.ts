import {
  type CountryCode,
  type E164Number,
  type MetadataJson,
  PhoneNumber,
} from "libphonenumber-js/core/es6";
import type { DialRules } from "./dial-plan.ts";

/** NPA-976 numbers are premium-rate in every area; libphonenumber takes them for ordinary ones. */
const premiumExchange = /^\+1\d{3}976/;

/**
 * The E.164 form of what was dialled, by the rules of the North American numbering plan: 10 digits, 1 and 10 digits,
 * 011 (or 00, or `+`) and an international number.
 * @param digits as `dialled` gives them
 * @returns nothing if that is not how a number is dialled; whether it exists is another question
 */
export function toE164(digits: string): string | undefined {
  const number = digits
    .replace(/^(00|011)(?=[1-9])/, "+")
    .replace(/^(?=[2-9]\d{9}$)/, "+1")
    .replace(/^(?=1[2-9]\d{9}$)/, "+");
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}

/** Why a number may not be called. */
export type NumberRefusal = "country-not-allowed" | "number-invalid" | "type-not-allowed";

/**
 * Whether the dial plan allows a call to an outside number.
 * @param number E.164
 * @returns nothing if it does, else why not
 */
export function refusalOf(
  number: string,
  { countries, types, metadata }: DialRules,
): NumberRefusal | undefined {
  const { country, type } = classify(number, metadata);
  if (country === undefined)
    return countriesOf(number, metadata).length > 0 ? "number-invalid" : "country-not-allowed";
  if (!countries.includes(country)) return "country-not-allowed";
  if (premiumExchange.test(number)) return "type-not-allowed";
  return types.some((each) => each === type) ? undefined : "type-not-allowed";
}

/** Whether whoever is called pays for the call. */
export function isTollFree(number: string, { metadata }: Pick<DialRules, "metadata">): boolean {
  return classify(number, metadata).type === "TOLL_FREE";
}

/**
 * The country and type of a valid number, by libphonenumber. Of the countries that share a number (toll-free ones of
 * the North American plan), the first.
 * @param number E.164
 * @returns neither if the number is not valid in any of the metadata's countries
 */
export function classify(number: string, metadata: MetadataJson): { country?: CountryCode; type?: string } {
  for (const country of countriesOf(number, metadata)) {
    const phone = new PhoneNumber(number as E164Number, metadata);
    phone.country = country;
    const type = phone.getType();
    if (type) return { country, type };
  }
  return {};
}

/** The countries whose numbers begin like this one. No calling code is the beginning of another. */
function countriesOf(number: string, { country_calling_codes: codes }: MetadataJson): CountryCode[] {
  return Object.entries(codes).find(([code]) => number.startsWith(`+${code}`))?.[1] ?? [];
}
