import * as z from "zod/mini";

/** What the program gives to the pager's functions. */
export const pagerVariables = z.object({
  /** The domain that serves them, which the runtime tells. */
  DOMAIN_NAME: z.string(),
  ENVIRONMENT: z.string(),
  /** The number that callers leave a page on, E.164. */
  PAGER_PHONE: z.string(),
  /** The number that texts the members, E.164. */
  FROM_PHONE: z.string(),
});

/** What people set, in `.env.<environment>`. */
export const pagerSecrets = {
  /** Signs in at the SMTP relay; neither of the two: it takes mail without. */
  SMTP_USER: z.optional(z.string()),
  SMTP_PASSWORD: z.optional(z.string()),
  /** S3-compatible storage for recordings; left out: they stay on Twilio. */
  S3_ENDPOINT: z.optional(
    z.url({ protocol: /^https?$/, error: "is not a URL; write https://s3.example.org" }),
  ),
  S3_BUCKET: z.optional(z.string()),
  S3_REGION: z.optional(z.string()),
  S3_ACCESS_KEY_ID: z.optional(z.string()),
  S3_SECRET_ACCESS_KEY: z.optional(z.string()),
};

/** All that the pager's functions find in their context. */
export const pagerContext = z.extend(pagerVariables, pagerSecrets);
export type PagerContext = z.infer<typeof pagerContext>;
