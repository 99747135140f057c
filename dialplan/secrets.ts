import * as z from "zod/mini";

/** What people set in `.env.<environment>` so that the team hears of emergency calls. */
export const alertSecrets = {
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

/** What a function finds of it in its context. */
export const alertVariables = z.object(alertSecrets);
