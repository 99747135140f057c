import type { Noun } from "../noun.ts";
import { sink } from "./sink.ts";
import { subscribedEvent, subscription } from "./subscription.ts";

/** Event Streams: what is sent where. */
export const events: Noun[] = [sink, subscription, subscribedEvent];
