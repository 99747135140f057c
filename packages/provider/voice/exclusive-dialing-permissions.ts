import { z } from "zod";
import { resource } from "../declare/resource.ts";
import { countryPermissions, isoCode } from "./country-permissions.ts";

const closedCountry = z
  .object({ isoCode: isoCode.describe("The country."), ...countryPermissions.shape })
  .meta({ title: "ClosedCountry", description: "What could be called in a country before it was closed." });

/**
 * Keeps an account from calling any country that is not named. Nothing at Twilio stands for it: a refresh shows every other
 * country in which anything may be called, and the next update closes it. Making it closes nothing. What may be called in
 * the countries that are named is for `DialingPermissions` to say. Deleting it opens what it has closed as it was before,
 * unless somebody has changed it since. There is one for each account: the permissions are those of all its calls.
 * https://www.twilio.com/docs/voice/api/dialing-permissions-resources
 */
export class ExclusiveDialingPermissions extends resource("twilio:voice:ExclusiveDialingPermissions", {
  inputs: {
    /** The countries where anything may be called, whether it can be or not: letters of ISO 3166. Twilio counts Canada to `US`. */
    isoCodes: z.array(isoCode),
  },
  outputs: {
    /** The SID of the account. */
    accountSid: z.string(),
    /** The countries that the last refresh found open without anybody naming them: the next update closes these. */
    strangers: z.array(z.string()),
    /** What was closed, as it was before: deleting opens it again. */
    closed: z.array(closedCountry),
  },
  id: ["accountSid"],
  naturalKey: [],
  replaceOnChanges: [],
  changesWith: { strangers: ["isoCodes"], closed: ["isoCodes"] },
}) {}
