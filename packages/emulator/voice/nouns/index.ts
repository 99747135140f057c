import { Client } from "./client.ts";
import type { Noun } from "./noun.ts";
import { NumberNoun } from "./number.ts";
import { Sip } from "./sip.ts";

/** Whom `Dial` can reach, by the name of the element. */
export const nouns: Readonly<Record<string, Noun>> = { Number: NumberNoun, Sip, Client };
