import { z } from "zod";

/** ISO 3166, as Twilio names countries. */
export const isoCode = z
  .string()
  .regex(/^[A-Z]{2}$/, "must be two upper-case letters of ISO 3166, such as US");

/** What can be called in a country, by Twilio's three kinds of number. */
export const countryPermissions = z.object({
  lowRiskNumbersEnabled: z.boolean().describe("Whether low-risk numbers could be called."),
  highRiskSpecialNumbersEnabled: z.boolean().describe("Whether high-risk special numbers could be called."),
  highRiskTollfraudNumbersEnabled: z
    .boolean()
    .describe("Whether numbers with a high risk of toll fraud could be called."),
});
export type CountryPermissions = z.infer<typeof countryPermissions>;
