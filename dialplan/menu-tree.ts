import * as z from "zod/mini";
import { operatorContext } from "./decision.ts";
import type {
  Destination,
  Entry,
  Mailbox,
  MenuContext,
  MenusFile,
  Operator,
  Place,
  Sound,
  Statement,
} from "./menus.ts";

/** What stands in an entry was checked when the asset was made of the file. Here it is told from something else. */
const anObject = (value: unknown) => typeof value === "object" && value !== null;

/** The menus as the functions know them: the private asset `/menus.json`. */
export const menusAssetSchema = z.object({
  sounds: z.record(z.string(), z.custom<Sound>(anObject)),
  contexts: z.record(z.string(), z.custom<MenuContext>(anObject)),
  operator: z.optional(z.custom<Operator>(anObject)),
  mailboxes: z.record(z.string(), z.custom<Mailbox>(anObject)),
  /** How long messages are kept, in days. */
  messageRetentionDays: z.union([z.number(), z.literal("forever")]),
  /** How long a call to an outside number may last, in seconds. */
  timeLimit: z.number(),
  /** Three-digit services that can be dialled. */
  services: z.array(z.string()),
});
export type Menus = z.infer<typeof menusAssetSchema>;

/** Names that `#`, `0` and calls to the main number find here before the trunk is asked. */
export function localContexts({ contexts, operator }: MenusFile): string[] {
  return [...new Set([...Object.keys(contexts), ...(operator ? [operatorContext] : [])])];
}

/** Keys of a context with what they lead to: entries by their place, then the other keys. */
export function keysOf({ entries = [], keys = {} }: MenuContext): [key: string, entry: Entry][] {
  return [
    ...entries.map((each, index): [string, Entry] => [String(index + 1), each]),
    ...Object.entries(keys),
  ];
}

/** The places a destination may lead to: several if chance decides. */
export function placesOf(destination: Destination): Place[] {
  return typeof destination === "object" && "random" in destination ? destination.random : [destination];
}

/** The sounds a statement may be. */
export function soundsOf(statement: Statement): string[] {
  return typeof statement === "string" ? [statement] : statement.random;
}
