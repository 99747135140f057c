import * as z from "zod/mini";

/** What the URLs that hear of a call's end say if the call counts against its phone's minutes. */
export const meterQuery = {
  /** The day on which it began, UTC. */
  day: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))),
  /** `yes`: minutes were set aside for it. */
  aside: z.optional(z.string()),
};
