import * as z from "zod/mini";

/** Variables that people set, in `.env.<environment>`. All of them are secret; those without a value are not set. */
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

/** The whole of `.env.<environment>`: nothing else may be in it. */
export const environmentFileSchema = z.strictObject(secretVariables);

/** What a function finds of it in its context. */
export const alertVariables = z.object(secretVariables);
