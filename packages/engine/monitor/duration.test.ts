import { describe, expect, it } from "vitest";
import { durationSeconds } from "./duration.ts";

describe("the duration of an option", () => {
  it.each([
    ["30s", 30],
    ["1h30m", 5400],
    ["1.5m", 90],
    [".5m", 30],
    ["2.s", 2],
    ["250ms", 0.25],
    ["0", 0],
    ["", undefined],
  ])("%j is %j seconds", (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(["5", "s", "5 minutes", "1h-3m", "."])("%j is none", (text) => {
    expect(() => durationSeconds(text)).toThrow(`"${text}" is not a duration`);
  });
});
