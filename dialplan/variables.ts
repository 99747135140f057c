import * as z from "zod/mini";

/** Variables of an environment's functions. {@link https://www.twilio.com/docs/serverless/api/resource/variable} */

/** Those that people set, in `.env.<environment>`. All of them are secret. */
const secretVariables = {
  ALERT_NUMBERS: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^\+[1-9]\d{7,14}(\s*,\s*\+[1-9]\d{7,14})*$/,
          "is not a list of numbers in E.164 form; write +15035550190, +15035550191",
        ),
      ),
  ),
  ALERT_WEBHOOK_URL: z.optional(
    z.url({ protocol: /^https$/, error: "is not the URL of a webhook; write https://example.org/path" }),
  ),
};

/** Those that the program sets. */
const programVariables = {
  ENVIRONMENT: z.string(),
  TRUNK_HOST: z.string(),
  TRUNK_REGION: z.optional(z.string()),
  /** The environment's SIP domain with emergency calling, and the one without: `<label>.sip.twilio.com`. */
  SIP_DOMAIN: z.string(),
  SIP_DOMAIN_NONEMERGENCY: z.string(),
};

/** What is in `.env.<environment>`: nothing else may be. */
export const environmentFileSchema = z.strictObject(secretVariables);

/** What a function finds in its context, as far as the dial plan needs it. */
export const dialVariables = z.object(programVariables);
export type DialVariables = z.infer<typeof dialVariables>;

/** What tells the team of an emergency call; either may be missing. */
export const alertVariables = z.object(secretVariables);
