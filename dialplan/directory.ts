import * as z from "zod/mini";
import { languages } from "./menu-state.ts";

/** What a function must know of a phone. No address and no secret is among it. */
const phoneSchema = z.object({
  environment: z.string(),
  /** The number it shows, E.164. It rings at it, unless that is the main number. */
  callerId: z.string(),
  /** The menu that `#` leads to. */
  context: z.string(),
  /** Whether it can call emergency services, and so on which SIP domain it registers. */
  emergency: z.boolean(),
  /** Whether it may make calls other than emergency calls; left out: it may. */
  canCall: z.optional(z.boolean()),
  /** Whether it may be called; left out: it may. */
  canBeCalled: z.optional(z.boolean()),
  /** Minutes of calls to outside numbers that it has in a day; left out: as the dial plan says. */
  dailyMinutes: z.optional(z.union([z.number(), z.literal("unlimited")])),
  /** What its callers hear until they choose another one; left out: the first of all languages. */
  language: z.optional(z.enum(languages)),
  /** Where it is called if it does not register: a SIP URI, or `client:<extension>` for a browser. */
  uri: z.optional(z.string()),
});

/** The phones of the network as the functions know them: the private asset `/extensions.json`. */
export const directorySchema = z.object({
  /** The main number, E.164. */
  main: z.string(),
  phones: z.record(z.string(), phoneSchema),
  /** Menus and queues of the network's own; those of other names are behind the trunk. */
  contexts: z.array(z.string()),
});

export type Phone = z.infer<typeof phoneSchema>;
export type Directory = z.infer<typeof directorySchema>;

/** A phone by its extension; nothing if there is none. */
export function phoneOf({ phones }: Directory, extension: string): Phone | undefined {
  return Object.hasOwn(phones, extension) ? phones[extension] : undefined;
}
