import { type CountryCode, getCountryCallingCode, Metadata } from "libphonenumber-js/core";
import { metadataOf } from "../../dialplan/metadata.ts";
import { classify } from "../../dialplan/numbers.ts";
import { numbersOf } from "./call.ts";
import type { Version } from "./version.ts";

/** What no data changes, and what is no number. */
const always = ["911", "933", "0", "#", "411", "5551212"];

/**
 * What phones may dial, such that every rule and every part of the data has a call that follows from it: menus,
 * emergency numbers, services, the network's own numbers, and a number of each kind in every country of a dial plan.
 */
export function dialledSamples(versions: readonly Version[]): string[] {
  const services = versions.flatMap(({ rules }) => Object.keys(rules.services));
  const own = versions.flatMap((version) => [...numbersOf(version).keys()]);
  const countries = new Set(versions.flatMap(({ rules }) => rules.countries));
  return [...new Set([...always, ...services, ...own, ...[...countries].flatMap(numbersIn)])];
}

/** What numbers go on with after their first three digits: no digit that means something in itself. */
const rest = "2345678901234";

/**
 * A number of each kind in a country: the first with each beginning of three digits. Kinds that only more digits tell
 * apart are left out.
 */
function numbersIn(country: CountryCode): string[] {
  const metadata = metadataOf([country]);
  const plan = new Metadata(metadata);
  plan.selectNumberingPlan(country);
  const code = getCountryCallingCode(country, metadata);
  const found = new Map<string, string>();
  for (const length of plan.numberingPlan?.possibleLengths() ?? []) {
    for (let first = 0; first < 1_000; first++) {
      const number = `+${code}${`${String(first).padStart(3, "0")}${rest}`.slice(0, length)}`;
      const { type } = classify(number, metadata);
      if (type !== undefined && !found.has(type)) found.set(type, number);
    }
  }
  return [...found.values()];
}
