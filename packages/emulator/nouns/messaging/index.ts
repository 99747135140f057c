import type { Noun } from "../noun.ts";
import { alphaSender, phoneNumber, shortCode } from "./sender.ts";
import { service } from "./service.ts";

/** Messaging services and their senders. */
export const messaging: Noun[] = [service, phoneNumber, shortCode, alphaSender];
