import type { CountryCode, MetadataJson } from "libphonenumber-js/core";
import all from "libphonenumber-js/max/metadata";
import { classify } from "./numbers.ts";

/** Every country that libphonenumber knows. */
export const allCountries = Object.keys(all.countries) as CountryCode[];

/** The country of a number, E.164; nothing if there is no such number. */
export function countryOf(number: string): CountryCode | undefined {
  return classify(number, metadataOf(allCountries)).country;
}

/**
 * libphonenumber's metadata of these countries and no others: numbers of all others are invalid by it.
 * {@link https://gitlab.com/catamphetamine/libphonenumber-js#customizing-metadata}
 */
export function metadataOf(countries: readonly CountryCode[]): MetadataJson {
  const kept = new Set(countries);
  const codes = Object.entries(all.country_calling_codes)
    .map(([code, of]) => [code, of.filter((country) => kept.has(country))] as const)
    .filter(([, of]) => of.length > 0);
  return {
    version: all.version,
    country_calling_codes: Object.fromEntries(codes),
    countries: Object.fromEntries(countries.map((country) => [country, all.countries[country]])),
  } as MetadataJson;
}
