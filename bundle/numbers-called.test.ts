import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { countryOf } from "../dialplan/metadata.ts";
import { numbersCalled } from "./numbers-called.ts";
import { readSettings } from "./settings.ts";

it("operators who are no phones, and members of the pager, are called wherever they are", () => {
  const { settings } = readSettings(fileURLToPath(new URL("..", import.meta.url)), ["pager"]);
  if (!settings?.menus.operator || !settings.pager)
    throw new Error("the network has no operator, or no pager");
  const abroad = structuredClone(settings);
  abroad.menus.operator = { ...settings.menus.operator, operators: ["workshop", "+442071234567"] };
  const members = Object.values(settings.pager.available_users.users).map(({ phone }) => phone);
  expect(numbersCalled(abroad)).toEqual(["+442071234567", ...members]);
  expect(numbersCalled({ menus: { ...settings.menus, operator: undefined } })).toEqual([]);
});

it.each([
  ["+442071234567", "GB"],
  ["+16045551212", "CA"],
  ["+15035551212", "US"],
  ["+999123", undefined],
])("%s is a number of %s", (number, country) => expect(countryOf(number)).toBe(country));
