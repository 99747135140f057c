import { expect, it } from "vitest";
import { z } from "zod";
import { check } from "./check.ts";

const shape = {
  name: z.string().min(1),
  method: z.enum(["GET", "POST"]).optional(),
  share: z.number().min(0).max(99).optional(),
  codes: z.array(z.string()).max(1).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  own: z.string().min(3, "must be as Twilio has it").optional(),
};

it.each([
  [{ name: 5 }, "name", "must be text, not a number"],
  [{ name: "" }, "name", "must not be empty"],
  [{}, "name", "is required"],
  [{ name: "a", method: "PUT" }, "method", "must be GET or POST"],
  [{ name: "a", share: -1 }, "share", "must be at least 0"],
  [{ name: "a", share: 100 }, "share", "must be at most 99"],
  [{ name: "a", codes: "b" }, "codes", "must be a list, not text"],
  [{ name: "a", codes: ["b", "c"] }, "codes", "must be at most 1 entries long"],
  [{ name: "a", codes: [null] }, "codes[0]", "must be text, not null"],
  [{ name: "a", settings: [1] }, "settings", "must be an object, not a list"],
  [{ name: "a", own: "b" }, "own", "must be as Twilio has it"],
  [
    { name: "a", constructor: "b" },
    "constructor",
    expect.stringMatching("is not a property of this resource"),
  ],
])("says of %j what is wrong where", (given, property, reason) => {
  expect(check(shape, given).problems).toEqual([{ property, reason }]);
});
