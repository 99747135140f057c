import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closed, decideByBudget, granted, minutesOf, nothingSpent, opened, type Spending } from "./budget.ts";

/** What happens on a day: a call is made, or one that goes on ends after a part of what it may last, or its end is lost. */
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ dials: fc.integer({ min: 1, max: 4 * 3_600 }) }) },
  fc.record({ ends: fc.nat(20), after: fc.double({ min: 0, max: 1, noNaN: true }), told: fc.boolean() }),
);

const dial = { action: "dial-number" as const, numbers: ["+15035551212"] };

interface Going {
  call: string;
  seconds: number;
}

describe("whatever calls an extension makes on a day", () => {
  it("they never last longer together than its budget, in minutes begun", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_440 }), fc.array(step, { maxLength: 60 }), (budget, steps) => {
        let spending: Spending = nothingSpent;
        let charged = 0;
        const going: Going[] = [];
        for (const [index, each] of steps.entries()) {
          if ("dials" in each) {
            const call = { ...dial, budget, timeLimit: each.dials };
            const grant = granted(spending, call);
            const decision = decideByBudget(call, grant);
            expect(decision.action).toBe(grant === 0 ? "refuse" : "dial-number");
            if (decision.action !== "dial-number") continue;
            const { timeLimit: seconds = Number.NaN } = decision;
            expect(minutesOf(seconds)).toBeLessThanOrEqual(grant);
            going.push({ call: String(index), seconds });
            spending = opened(spending, String(index), grant);
          } else {
            const [call] = going.splice(each.ends % (going.length || 1), 1);
            if (!call) continue;
            const minutes = minutesOf(call.seconds * each.after);
            charged += minutes;
            if (each.told) spending = closed(spending, call.call, minutes, true);
          }
        }
        const longest = going.reduce((sum, { seconds }) => sum + minutesOf(seconds), charged);
        expect(longest).toBeLessThanOrEqual(budget);
      }),
    );
  });

  it("what was set aside and not used is there again, and an end that is told twice counts once", () => {
    const one = opened(nothingSpent, "CA1", 60);
    expect(granted(one, { budget: 60, timeLimit: 3_600 })).toBe(0);
    const ended = closed(one, "CA1", 7, true);
    expect(granted(ended, { budget: 60, timeLimit: 3_600 })).toBe(53);
    expect(closed(ended, "CA1", 7, true)).toBe(ended);
  });

  it("a call of which nobody knew what was left counts when it ends", () => {
    expect(closed(nothingSpent, "CA1", 7, false)).toEqual({ minutes: 7, open: {} });
    // What was set aside for it arrived after all.
    expect(closed(opened(nothingSpent, "CA1", 60), "CA1", 7, false)).toEqual({ minutes: 7, open: {} });
  });
});

describe("a call that counts", () => {
  const call = { ...dial, timeLimit: 3_600, budget: 240 };
  it.each([
    ["within-budget", 60, { action: "dial-number", timeLimit: 3_600 }],
    ["within-budget", 2, { action: "dial-number", timeLimit: 120 }],
    ["budget-spent", 0, { action: "refuse", reason: "budget-spent" }],
    ["budget-unknown", "unknown", { action: "dial-number", timeLimit: 600 }],
    ["budget-contended", "contended", { action: "refuse", reason: "too-many-calls" }],
  ] as const)("is decided by %s when it was granted %s", (rule, grant, verdict) => {
    expect(decideByBudget(call, grant)).toMatchObject({ rule, ...verdict });
  });

  it("is never longer than the dial plan says", () => {
    expect(decideByBudget({ ...call, timeLimit: 90 }, 2)).toMatchObject({ timeLimit: 90 });
    expect(decideByBudget({ ...call, timeLimit: 90 }, "unknown")).toMatchObject({ timeLimit: 90 });
  });
});
