import { notFound } from "../../rest/errors.ts";
import type { ApiRequest } from "../../rest/request.ts";
import { textParameter } from "../../rest/request.ts";
import type { Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { numberKind } from "./incoming.ts";
import { countryCodes, type InventoryNumber, inventory, type NumberType } from "./inventory.ts";

/** A search answers this many numbers at most; Twilio has no second page either. */
const defaultSize = 30;
/** How far a search looks for a pattern before it gives up. */
const farthest = 5_000;

/**
 * Numbers for sale: the same search finds the same ones, without those that somebody owns.
 * https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource
 */
const available = (type: NumberType): Noun => ({
  kind: `api/AvailablePhoneNumbers/${type}`,
  *list(request, { store }) {
    const country = request.place.parents.country_code ?? "";
    if (!countryCodes.includes(country)) throw notFound(request.path);
    const size = Number(request.parameters.PageSize ?? defaultSize);
    const pattern = containsPattern(textParameter(request, "Contains"));
    const wanted = request.parameters.AreaCode;
    let looked = 0;
    let found = 0;
    for (const number of inventory({
      country,
      type,
      areaCode: wanted === undefined ? undefined : String(wanted),
      region: textParameter(request, "InRegion"),
      locality: textParameter(request, "InLocality"),
    })) {
      if (found === size || ++looked > farthest) return;
      if (pattern && !pattern.test(number.phoneNumber)) continue;
      if (store.where(numberKind, "phone_number", number.phoneNumber).length > 0) continue;
      yield written(request, number, -++found);
    }
  },
});

const capabilities = { voice: true, SMS: true, MMS: true, fax: false };

function written({ place }: ApiRequest, number: InventoryNumber, sequence: number): Resource {
  return {
    ...place,
    key: number.phoneNumber,
    properties: {
      phone_number: number.phoneNumber,
      friendly_name: number.friendlyName,
      iso_country: number.isoCountry,
      region: number.region,
      locality: number.locality,
      rate_center: number.locality?.toUpperCase() ?? null,
      address_requirements: number.addressRequirements,
      beta: false,
      capabilities,
    },
    hidden: {},
    created: 0,
    updated: 0,
    sequence,
  };
}

const keypad = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/** `503*****22` and `FUTEL`: `*` is any digit, letters are those of a keypad. */
function containsPattern(contains: string | undefined): RegExp | undefined {
  if (!contains) return undefined;
  const digits = [...contains.toUpperCase()].map((character) => {
    if (character === "*") return "\\d";
    const key = keypad.findIndex((letters) => letters.includes(character));
    return key > 1 ? String(key) : character.replace(/[^\d]/g, "");
  });
  return new RegExp(digits.join(""));
}

export const availableNumbers = (["Local", "TollFree", "Mobile"] as const).map(available);
