import * as z from "zod/mini";

/** What the program gives to the laboratory's functions. */
export const labVariables = z.object({
  /** The number that sends, E.164; left out: texts cannot be sent from here. */
  LAB_NUMBER: z.optional(z.string()),
});

/** What people set, in `.env.<environment>`. */
export const labSecrets = {
  /** Whoever has it may send texts and read the log of messages, on the account's bill. */
  LAB_KEY: z
    .string()
    .check(
      z.regex(/^[\w-]{24,128}$/, "is not a key; write 24 to 128 letters, digits, - and _, made by chance"),
    ),
};
