import { account } from "./account.ts";
import type { Noun } from "./noun.ts";
import { serverless } from "./serverless/index.ts";

/** Every kind of resource that behaves specially. Everything else Twilio documents is generic. */
export const nouns: Noun[] = [account, ...serverless];
