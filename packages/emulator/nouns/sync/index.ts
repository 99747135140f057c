import type { Noun } from "../noun.ts";
import { document } from "./document.ts";
import { list, listItem } from "./list.ts";
import { map, mapItem } from "./map.ts";
import { service } from "./service.ts";

/** Sync: what programs share while they run. */
export const sync: Noun[] = [service, document, list, listItem, map, mapItem];
