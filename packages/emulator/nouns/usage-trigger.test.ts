import { expect, test } from "vitest";
import { startEmulator, twilioClient } from "../index.ts";

test("a usage trigger counts an offset from what is used, watches usage and rings once unless told otherwise", async () => {
  const emulator = await startEmulator();
  const { triggers } = twilioClient(emulator).usage;
  const callbackUrl = "https://example.com/alarm";
  const made = await triggers.create({ callbackUrl, usageCategory: "calls", triggerValue: "+30" });
  expect(made).toMatchObject({
    triggerValue: "30",
    currentValue: "0",
    triggerBy: "usage",
    recurring: "alltime",
  });
  const monthly = { recurring: "monthly", triggerBy: "price" } as const;
  const other = await triggers.create({ callbackUrl, usageCategory: "calls", triggerValue: "5", ...monthly });
  expect(other).toMatchObject({ triggerValue: "5", ...monthly });
  expect(await triggers(other.sid).remove()).toBe(true);
  expect((await triggers.list()).map(({ sid }) => sid)).toEqual([made.sid]);
  await emulator.close();
});
