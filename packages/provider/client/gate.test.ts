import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cancelled } from "./errors.ts";
import { Gate } from "./gate.ts";

const never = new AbortController().signal;

describe("the gate", () => {
  it("lets no more in than its limit, whatever happens", async () => {
    const outcomes = fc.array(fc.constantFrom("answered" as const, "throttled" as const, "failed" as const));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), outcomes, async (max, story) => {
        const gate = new Gate(max);
        let inside = 0;
        for (let index = 0; index < 60; index++) void gate.enter(never).then(() => inside++);
        for (const outcome of story.slice(0, 50)) {
          await Promise.resolve();
          expect(inside).toBeLessThanOrEqual(max);
          if (inside === 0) break;
          inside--;
          gate.leave(outcome);
        }
        expect(gate.limit).toBeGreaterThanOrEqual(1);
        expect(gate.limit).toBeLessThanOrEqual(max);
      }),
    );
  });

  it("opens quickly while all goes well", async () => {
    const gate = new Gate(64);
    for (let index = 0; index < 52; index++) {
      await gate.enter(never);
      gate.leave("answered");
    }
    expect(gate.limit).toBe(64);
  });

  it("is halved once by a burst of refusals, and grows back slowly", async () => {
    const gate = new Gate(12);
    for (let index = 0; index < 12; index++) await gate.enter(never);
    for (let index = 0; index < 12; index++) gate.leave("throttled");
    expect(gate.limit).toBe(6);
    for (let index = 0; index < 7; index++) {
      await gate.enter(never);
      gate.leave("answered");
    }
    expect(gate.limit).toBe(7);
  });

  it("sends those who wait away when they are cancelled, and keeps the place for others", async () => {
    const gate = new Gate(1);
    await gate.enter(never);
    const cancelled = new AbortController();
    const first = gate.enter(cancelled.signal);
    const second = gate.enter(never);
    cancelled.abort();
    await expect(first).rejects.toBeInstanceOf(Cancelled);
    gate.leave("answered");
    await second;
  });
});
