import { expect, it } from "vitest";
import { recordingOf, soundUrl } from "./sound-link.ts";

const recording = `RE${"5".repeat(32)}`;
const context = { DOMAIN_NAME: "pager.example", AUTH_TOKEN: "a token of the account" };
const made = Date.parse("2026-11-21T12:00:00Z");
const week = 7 * 24 * 3_600_000;

it("a link to a sound can be followed for a week, with the account's token only", async () => {
  const event = Object.fromEntries(new URL(await soundUrl(context, recording, made)).searchParams);
  expect(await recordingOf(context, event, made + week - 1)).toBe(recording);
  expect(await recordingOf(context, event, made + week)).toBeUndefined();
  expect(await recordingOf({ ...context, AUTH_TOKEN: "another" }, event, made)).toBeUndefined();
  const longer = { ...event, expires: String(made + 2 * week) };
  expect(await recordingOf(context, longer, made)).toBeUndefined();
});
