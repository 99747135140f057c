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

/** What people set so that statistics hear of calls: a topic of Amazon's SNS, a webhook, or neither. */
export const metricSecrets = {
  SNS_TOPIC_ARN: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/,
          "is not the ARN of a topic; write arn:aws:sns:us-west-2:123456789012:calls",
        ),
      ),
  ),
  SNS_ACCESS_KEY_ID: z.optional(z.string()),
  SNS_SECRET_ACCESS_KEY: z.optional(z.string()),
  /** Something else that speaks like SNS; left out: Amazon, in the topic's region. */
  SNS_ENDPOINT: z.optional(
    z.url({ protocol: /^https?$/, error: "is not a URL; write https://sns.example.org/, or leave it out" }),
  ),
  METRICS_WEBHOOK_URL: z.optional(
    z.url({ protocol: /^https?$/, error: "is not the URL of a webhook; write https://example.org/path" }),
  ),
  METRICS_WEBHOOK_SECRET: z.optional(
    z.string().check(z.minLength(16, "is too short; make up 16 characters at least")),
  ),
};

/** Variables that are of use together only. */
export const metricGroups = [
  ["SNS_TOPIC_ARN", "SNS_ACCESS_KEY_ID", "SNS_SECRET_ACCESS_KEY"],
  ["METRICS_WEBHOOK_URL", "METRICS_WEBHOOK_SECRET"],
] as const satisfies (keyof typeof metricSecrets)[][];

/** What a function finds of it in its context. */
export const alertVariables = z.object(alertSecrets);
