import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import type { Place, Properties, Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { type Country, countries } from "./countries.ts";

const kind = "voice/DialingPermissions/Countries";

/** What an account may call before anybody changes it: as one that was opened in the United States. */
const permissionsAtFirst = ({ isoCode }: Country): Properties => ({
  low_risk_numbers_enabled: isoCode === "US",
  high_risk_special_numbers_enabled: false,
  high_risk_tollfraud_numbers_enabled: false,
});

/** A country with what an account may call there. Lists have them by ISO code. */
function permitted(country: Country, account: string, { store, clock }: Platform): Resource {
  const place: Place = { kind, account, parents: {} };
  const now = clock.now();
  return {
    ...place,
    key: country.isoCode,
    properties: {
      iso_code: country.isoCode,
      name: country.name,
      country_codes: [country.callingCode],
      continent: null,
      ...permissionsAtFirst(country),
      ...store.get(place, country.isoCode)?.properties,
    },
    hidden: {},
    created: now,
    updated: now,
    sequence: countries.length - countries.indexOf(country),
  };
}

const countryOf = (isoCode: string | undefined) =>
  countries.find((country) => country.isoCode === isoCode?.toUpperCase());

/**
 * Where calls may go. Every country is there; only bulk updates change it.
 * https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource
 */
export const dialingPermissionsCountry: Noun = {
  kind,
  *list(request, platform) {
    const code = textParameter(request, "CountryCode")?.replace(/^\+?/, "+");
    for (const country of countries) {
      if (code === undefined || code === country.callingCode)
        yield permitted(country, request.account.key, platform);
    }
  },
  fetch(request, platform) {
    const country = countryOf(request.key);
    return country && permitted(country, request.account.key, platform);
  },
};

/**
 * Whether an account may call a number: its country must be enabled for low-risk numbers. Which numbers of a country are
 * of high risk is Twilio's own knowledge, and is not asked here.
 */
export function mayDial(account: string, e164: string, platform: Platform): boolean {
  const { country: found } = parsePhoneNumberFromString(e164) ?? {};
  const country = countryOf(found === "CA" ? "US" : found);
  return !country || permitted(country, account, platform).properties.low_risk_numbers_enabled === true;
}

const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);

/** The JSON in the form's one field. What an update leaves out stays. */
const updateRequest = z.array(
  z.object({
    iso_code: z.string(),
    low_risk_numbers_enabled: flag.optional(),
    high_risk_special_numbers_enabled: flag.optional(),
    high_risk_tollfraud_numbers_enabled: flag.optional(),
  }),
);

/** https://www.twilio.com/docs/voice/api/dialingpermissions-bulkcountryupdate-resource */
export const dialingPermissionsBulkUpdate: Noun = {
  kind: "voice/DialingPermissions/BulkCountryUpdates",
  create(request, platform) {
    const written = textParameter(request, "UpdateRequest") ?? "";
    const updates = readUpdates(written).map(({ iso_code: isoCode, ...flags }) => {
      const country = countryOf(isoCode);
      if (!country)
        throw new TwilioError(20001, `Invalid parameter UpdateRequest: there is no country ${isoCode}`);
      return { country, flags };
    });
    for (const { country, flags } of updates) change(request, country, flags, platform);
    const now = platform.clock.now();
    return {
      ...request.place,
      key: "",
      properties: { update_count: updates.length, update_request: written },
      hidden: {},
      created: now,
      updated: now,
      sequence: 0,
    };
  },
};

type Flags = Omit<z.infer<typeof updateRequest>[number], "iso_code">;

function readUpdates(written: string): z.infer<typeof updateRequest> {
  try {
    return updateRequest.parse(JSON.parse(written));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : "it is not valid JSON";
    throw new TwilioError(20001, `Invalid parameter UpdateRequest: ${why}`);
  }
}

function change({ account }: ApiRequest, country: Country, flags: Flags, { store }: Platform): void {
  const place: Place = { kind, account: account.key, parents: {} };
  const stored = store.get(place, country.isoCode);
  const properties = Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  if (stored) store.update(stored, properties);
  else store.add({ ...place, key: country.isoCode, properties });
}

/** https://www.twilio.com/docs/voice/api/dialing-permissions-settings-resource */
export const dialingPermissionsSettings: Noun = {
  kind: "voice/Settings",
  show: ({ properties }) => ({
    dialing_permissions_inheritance: properties.dialing_permissions_inheritance ?? false,
  }),
};
