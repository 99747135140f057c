import * as z from "zod/mini";
import type { User } from "./rota.ts";

/** What ends a page: a member who has pressed a key, or a carrier that has delivered a message. */
export const pageEnds = ["acknowledged", "delivered"] as const;

/** A page, in Sync as `Maps/pages/Items/<SID of its recording>`. */
export const page = z.object({
  /** SID of the recording. */
  recording: z.string(),
  /** Seconds. */
  duration: z.number(),
  /** Whether the sound is small enough to be sent with a message. */
  sound: z.boolean(),
  /** What ends it, beside giving up. */
  until: z._default(z.enum(pageEnds), "delivered"),
  /** Who left it, as Twilio says. */
  caller: z.string(),
  /** ISO 8601. */
  received: z.string(),
  /** IDs of the members in the order in which they are to hear of it. */
  order: z.array(z.string()),
  /** Which attempt is under way, from 0. */
  attempt: z.number(),
  /** The last attempt that was made: one that was written down only was interrupted. */
  made: z._default(z.number(), -1),
  state: z.enum(["open", "delivered", "acknowledged", "given-up"]),
  /** Who has got it. */
  by: z.optional(z.string()),
});
export type Page = z.infer<typeof page>;

/** How a member is told: by a message with the sound, by one with a link to it, by a call that asks for a key. */
export type Way = "sound" | "link" | "call";

/** How many times everybody is tried before the pager gives up. */
const rounds = 3;

/** The members' IDs in the order in which they are to hear of a page: who is on call, then the others in turn. */
export function escalationOrder(users: Record<string, User>, first: User): string[] {
  const ids = Object.keys(users);
  const at = ids.indexOf(first.id);
  return [...ids.slice(at), ...ids.slice(0, at)];
}

/** Whom an attempt tells. */
export interface Attempt {
  user: string;
  /** How: the first is the one that must get through, others go along with it. */
  ways: readonly [Way, ...Way[]];
}

/**
 * Whom an attempt tells, and how; nothing when all have been tried often enough. Where a page must be acknowledged, each
 * message comes with a call: nothing rings later if nobody answers the message, and a call ends by itself.
 */
export function attemptOf({ order, attempt, sound, until }: Page): Attempt | undefined {
  const oneByOne: Attempt["ways"][] = sound ? [["sound"], ["link"], ["call"]] : [["link"], ["call"]];
  const steps: Attempt["ways"][] = until === "acknowledged" ? [["call", sound ? "sound" : "link"]] : oneByOne;
  const turn = Math.floor(attempt / steps.length);
  const user = order[turn % order.length];
  const ways = steps[attempt % steps.length];
  return turn < rounds * order.length && user !== undefined && ways ? { user, ways } : undefined;
}

/** Who was told of a page before whoever has acknowledged it. */
export function toldBefore(page: Page): string[] {
  const attempts = Array.from(
    { length: page.attempt },
    (_, attempt) => attemptOf({ ...page, attempt })?.user,
  );
  return [...new Set(attempts)].flatMap((user) => (user === undefined || user === page.by ? [] : [user]));
}
