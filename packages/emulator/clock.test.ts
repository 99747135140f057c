import { describe, expect, test } from "vitest";
import { ManualClock, parseDuration, SystemClock } from "./clock.ts";

describe.each([
  ["the machine's clock", () => new SystemClock()],
  ["a clock that stands still", () => new ManualClock()],
])("%s", (_name, make) => {
  test("wakes sleepers in order when it is moved", async () => {
    const clock = make();
    const before = clock.now();
    const woken: number[] = [];
    const sleep = async (milliseconds: number) => {
      await clock.sleep(milliseconds);
      woken.push(milliseconds);
    };
    const sleepers = [sleep(3 * 3_600_000), sleep(3_600_000), sleep(24 * 3_600_000)];
    clock.advance(2 * 3_600_000);
    await sleepers[1];
    expect(woken).toEqual([3_600_000]);
    clock.advance(22 * 3_600_000);
    await Promise.all(sleepers);
    expect(woken).toEqual([3_600_000, 3 * 3_600_000, 24 * 3_600_000]);
    expect(clock.now() - before).toBeGreaterThanOrEqual(24 * 3_600_000);
  });

  test("lets nobody wake early who sleeps for months", async () => {
    const clock = make();
    const days = 24 * 3_600_000;
    let awake = false;
    const slept = clock.sleep(90 * days).then(() => {
      awake = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    clock.advance(89 * days);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(awake).toBe(false);
    clock.advance(2 * days);
    await slept;
  });

  test("lets go of who does not wait any more", async () => {
    const clock = make();
    const nobody = new AbortController();
    const slept = clock.sleep(3_600_000, nobody.signal);
    nobody.abort();
    await slept;
    await clock.sleep(3_600_000, nobody.signal);
    expect(() => clock.advance(-1)).toThrow("forward only");
  });
});

test.each([
  ["200ms", 200],
  ["10s", 10_000],
  ["1.5 h", 5_400_000],
  ["1d", 86_400_000],
])("%s is a duration", (written, milliseconds) => expect(parseDuration(written)).toBe(milliseconds));

test("what is none is refused", () => expect(() => parseDuration("soon")).toThrow('"soon" is no duration'));
