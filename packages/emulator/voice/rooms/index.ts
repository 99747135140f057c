import { Conference } from "./conference.ts";
import { Queue } from "./queue.ts";
import type { RoomNoun } from "./room.ts";

/** Where `Dial` lets callers meet, by the name of the element. */
export const rooms: Readonly<Record<string, RoomNoun>> = { Conference, Queue };
