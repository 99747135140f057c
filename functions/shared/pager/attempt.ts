import * as z from "zod/mini";

/** What stands in the URLs that Twilio asks about an attempt to tell a member of a page. */
export const attemptQuery = z.object({
  recording: z.string().check(z.regex(/^RE[0-9a-f]{32}$/)),
  attempt: z.coerce.number().check(z.int(), z.gte(0)),
});
