import { createHash } from "node:crypto";

/** A kind of number as the paths of AvailablePhoneNumbers name it. */
export type NumberType = "Local" | "TollFree" | "Mobile";

/** A number that exists somewhere in the world's numbering plans. */
export interface InventoryNumber {
  phoneNumber: string;
  friendlyName: string;
  type: NumberType;
  isoCountry: string;
  region: string | null;
  locality: string | null;
  /** What Twilio asks for before it sells the number. */
  addressRequirements: "none" | "any" | "local";
}

/** Area codes the emulator has numbers in, with where they are: https://nationalnanpa.com (an excerpt). */
const areaCodes: Record<string, { country: string; region: string; locality: string }> = {
  "206": { country: "US", region: "WA", locality: "Seattle" },
  "212": { country: "US", region: "NY", locality: "New York" },
  "213": { country: "US", region: "CA", locality: "Los Angeles" },
  "312": { country: "US", region: "IL", locality: "Chicago" },
  "313": { country: "US", region: "MI", locality: "Detroit" },
  "360": { country: "US", region: "WA", locality: "Vancouver" },
  "415": { country: "US", region: "CA", locality: "San Francisco" },
  "416": { country: "CA", region: "ON", locality: "Toronto" },
  "503": { country: "US", region: "OR", locality: "Portland" },
  "512": { country: "US", region: "TX", locality: "Austin" },
  "514": { country: "CA", region: "QC", locality: "Montreal" },
  "604": { country: "CA", region: "BC", locality: "Vancouver" },
  "617": { country: "US", region: "MA", locality: "Boston" },
  "734": { country: "US", region: "MI", locality: "Ypsilanti" },
  "971": { country: "US", region: "OR", locality: "Portland" },
};

const tollFree = ["888", "877", "866", "855", "844", "833", "800"];

/** Countries outside of +1: calling code, lengths of national numbers, and what Twilio asks for. An excerpt. */
const countries: Record<
  string,
  {
    code: string;
    prefix: Partial<Record<NumberType, string>>;
    digits: number;
    needs: "none" | "any" | "local";
  }
> = {
  GB: { code: "44", prefix: { Local: "20", Mobile: "7" }, digits: 10, needs: "none" },
  MX: { code: "52", prefix: { Local: "55" }, digits: 10, needs: "none" },
  AU: { code: "61", prefix: { Local: "2", Mobile: "4" }, digits: 9, needs: "any" },
  DE: { code: "49", prefix: { Local: "30", Mobile: "15" }, digits: 10, needs: "local" },
};

/** Countries one can search for numbers in. */
export const countryCodes = ["US", "CA", ...Object.keys(countries)];

const digitsFrom = (text: string, count: number): string =>
  (BigInt(`0x${createHash("sha256").update(text).digest("hex")}`) % 10n ** BigInt(count))
    .toString()
    .padStart(count, "0");

/** A number as its country's people write it; +1 numbers only, others as E.164. */
export const friendlyName = (phoneNumber: string) =>
  phoneNumber.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");

/** What is known of a number from its digits alone. `undefined` for what can be no telephone number. */
export function describe(phoneNumber: string): InventoryNumber | undefined {
  const shared = { phoneNumber, friendlyName: friendlyName(phoneNumber), region: null, locality: null };
  const nanp = /^\+1([2-9]\d{2})[2-9]\d{6}$/.exec(phoneNumber);
  if (nanp) {
    const code = nanp[1] ?? "";
    const area = areaCodes[code];
    return {
      ...shared,
      type: tollFree.includes(code) ? "TollFree" : "Local",
      isoCountry: area?.country ?? "US",
      region: area?.region ?? null,
      locality: area?.locality ?? null,
      addressRequirements: "none",
    };
  }
  if (!/^\+[2-9]\d{6,14}$/.test(phoneNumber)) return undefined;
  for (const [isoCountry, { code, prefix, digits, needs }] of Object.entries(countries)) {
    if (!phoneNumber.startsWith(`+${code}`) || phoneNumber.length !== 1 + code.length + digits) continue;
    const mobile = prefix.Mobile && phoneNumber.startsWith(`+${code}${prefix.Mobile}`);
    return { ...shared, type: mobile ? "Mobile" : "Local", isoCountry, addressRequirements: needs };
  }
  return undefined;
}

/** What a search for numbers asks for. */
export interface Search {
  country: string;
  type: NumberType;
  areaCode?: string;
  region?: string;
  locality?: string;
}

/** Numbers for sale, without end and always the same ones in the same order; empty for what is not sold. */
export function* inventory({
  country,
  type,
  areaCode,
  region,
  locality,
}: Search): Generator<InventoryNumber> {
  const prefixes = prefixesOf(country, type)
    .filter((prefix) => areaCode === undefined || prefix.national === areaCode)
    .filter(({ national }) => region === undefined || areaCodes[national]?.region === region.toUpperCase())
    .filter(
      ({ national }) =>
        locality === undefined || areaCodes[national]?.locality.toLowerCase() === locality.toLowerCase(),
    );
  if (prefixes.length === 0) return;
  for (let index = 0; ; index++) {
    const { written, digits } = prefixes[index % prefixes.length] as Prefix;
    const found = describe(`+${written}${2 + (index % 8)}${digitsFrom(`${written} ${index}`, digits - 1)}`);
    if (found) yield found;
  }
}

interface Prefix {
  /** Calling code and the digits after it. */
  written: string;
  national: string;
  /** How many digits follow. */
  digits: number;
}

function prefixesOf(country: string, type: NumberType): Prefix[] {
  if (country === "US" || country === "CA") {
    const codes =
      type === "TollFree"
        ? tollFree
        : type === "Local"
          ? Object.keys(areaCodes).filter((code) => areaCodes[code]?.country === country)
          : [];
    return codes.map((code) => ({ written: `1${code}`, national: code, digits: 7 }));
  }
  const found = countries[country];
  const prefix = found?.prefix[type];
  if (!found || prefix === undefined) return [];
  return [{ written: found.code + prefix, national: prefix, digits: found.digits - prefix.length }];
}
