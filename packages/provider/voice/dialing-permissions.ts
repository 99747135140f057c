import { z } from "zod";
import { resource } from "../declare/resource.ts";
import { countryPermissions, isoCode } from "./country-permissions.ts";

const permissions = countryPermissions.meta({
  title: "CountryPermissions",
  description: "What could be called in a country.",
});

/**
 * What the account may call in one country. Twilio has an entry for every country: creating changes it, deleting puts
 * back what was there before, unless somebody has changed it since. Declare a country once; `ExclusiveDialingPermissions`
 * closes all others. A create that is cut off by the death of the process takes, the next time, its own
 * half-made change for what was there before.
 * https://www.twilio.com/docs/voice/api/dialing-permissions-resources
 */
export class DialingPermissions extends resource("twilio:voice:DialingPermissions", {
  inputs: {
    /** The country: two upper-case letters of ISO 3166. Twilio counts Canada to `US`. */
    isoCode,
    /** Whether numbers with a low risk of fraud may be called: ordinary ones. Default: false. */
    lowRiskNumbersEnabled: z.boolean().default(false),
    /** Whether premium, special-service and shared-cost numbers may be called. Default: false. */
    highRiskSpecialNumbersEnabled: z.boolean().default(false),
    /** Whether the ranges may be called that are used for toll fraud. Default: false. */
    highRiskTollfraudNumbersEnabled: z.boolean().default(false),
  },
  outputs: {
    /** The SID of the account. */
    accountSid: z.string(),
    /** The name of the country. */
    name: z.string(),
    /** What was there before, or when it was imported: deleting puts it back. */
    previous: permissions,
  },
  id: ["isoCode"],
  naturalKey: ["isoCode"],
  replaceOnChanges: ["isoCode"],
}) {}
