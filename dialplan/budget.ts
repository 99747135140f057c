import * as z from "zod/mini";
import type { Verdict } from "./decision.ts";

/**
 * The minutes that an extension may spend on calls to outside numbers in a day, so that nobody who has got hold of a
 * phone, or of its password, can run up the bill. Twilio charges minutes that have begun, and so they are counted.
 */

/** Minutes in a day of an extension, or no limit to them. */
export type Budget = number | "unlimited";

type DialNumber = Extract<Verdict, { action: "dial-number" }>;
/** A call that counts. */
export type MeteredCall = DialNumber & { budget: number; timeLimit: number };

export function isMetered(verdict: Verdict): verdict is MeteredCall {
  return verdict.action === "dial-number" && verdict.budget !== undefined && verdict.timeLimit !== undefined;
}

/** What an extension has spent on a day. */
export const spendingSchema = z.object({
  /** Minutes of calls that have ended. */
  minutes: z.number(),
  /** Minutes set aside for calls that have not, by the call's SID. A call whose end nobody tells has spent them. */
  open: z.record(z.string(), z.number()),
});
export type Spending = z.infer<typeof spendingSchema>;

export const nothingSpent: Spending = { minutes: 0, open: {} };

/** The minutes that a call of so many seconds has begun. */
export const minutesOf = (seconds: number): number => Math.ceil(seconds / 60);

/** Minutes for a call that is about to be made: as many as it may last, or what is left. */
export function granted(
  { minutes, open }: Spending,
  { budget, timeLimit }: Pick<MeteredCall, "budget" | "timeLimit">,
): number {
  const setAside = Object.values(open).reduce((sum, each) => sum + each, 0);
  return Math.max(0, Math.min(minutesOf(timeLimit), budget - minutes - setAside));
}

/** Sets minutes aside for a call: no other one gets them. */
export function opened({ minutes, open }: Spending, call: string, grant: number): Spending {
  return { minutes, open: { ...open, [call]: grant } };
}

/**
 * Counts a call that has ended.
 * @param setAside whether minutes were set aside for it: then it is counted once, however often its end is told
 */
export function closed(spending: Spending, call: string, minutes: number, setAside: boolean): Spending {
  const { [call]: own, ...open } = spending.open;
  if (own === undefined && setAside) return spending;
  return { minutes: spending.minutes + minutes, open };
}

/**
 * What a call was granted, in minutes. `unknown`: nobody could tell in time what is left. `contended`: so many calls are
 * made at once that this one had no turn.
 */
export type Grant = number | "unknown" | "contended";

/** How long a call may last if nobody can tell what is left, in seconds. */
const unknownTimeLimit = 600;

type BudgetRule = "within-budget" | "budget-unknown" | "budget-contended" | "budget-spent";
export type BudgetDecision = Verdict & { rule: BudgetRule };

/** What becomes of a call that counts. */
export function decideByBudget(verdict: MeteredCall, grant: Grant): BudgetDecision {
  const { timeLimit } = verdict;
  switch (grant) {
    case "unknown":
      return { ...verdict, rule: "budget-unknown", timeLimit: Math.min(timeLimit, unknownTimeLimit) };
    case "contended":
      return { rule: "budget-contended", action: "refuse", reason: "too-many-calls" };
    case 0:
      return { rule: "budget-spent", action: "refuse", reason: "budget-spent" };
    default:
      return { ...verdict, rule: "within-budget", timeLimit: Math.min(timeLimit, grant * 60) };
  }
}
