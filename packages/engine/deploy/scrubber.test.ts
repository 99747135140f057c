import fc from "fast-check";
import { expect, it } from "vitest";
import { Secret } from "../property/value.ts";
import { Scrubber } from "./scrubber.ts";

function knowing(...secrets: string[]): Scrubber {
  const scrubber = new Scrubber();
  for (const secret of secrets) scrubber.learn({ a: [new Secret(secret)], b: "plain" });
  return scrubber;
}

it.each([
  [
    "wherever it stands",
    ["hunter22"],
    "hunter22, not hunter2 but hunter22",
    "[secret], not hunter2 but [secret]",
  ],
  ["the longest of those that begin alike", ["tiger", "tiger-lily"], "tiger-lily tiger", "[secret] [secret]"],
  ["as it stands in JSON", ['"hi" is said'], String.raw`{"text":"\"hi\" is said"}`, '{"text":"[secret]"}'],
  ["one beside the other", ["abcd", "dcba"], "abcddcba", "[secret][secret]"],
])("takes a secret out, %s", (_, secrets, text, scrubbed) => {
  expect(knowing(...secrets).scrub(text)).toBe(scrubbed);
});

it("leaves what is no secret, or too short to be told from other words", () => {
  expect(knowing("abc", "wxyz").scrub("plain abc wxy")).toBe("plain abc wxy");
});

it("spares what is told in the clear anyway, but not the secrets beside it", () => {
  const scrubber = knowing("stage", "stage-secret", "hunter22");
  scrubber.spare({ stack: "stage", list: ["elsewhere", new Secret("hunter22")] });
  expect(scrubber.scrub("stage of stage-secret: hunter22")).toBe("stage of [secret]: [secret]");
});

it("leaves no secret in any text", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(letters), letters, (secrets, text) => {
      const scrubbed = knowing(...secrets).scrub(text);
      for (const secret of secrets.filter(({ length }) => length >= 4))
        expect(scrubbed).not.toContain(secret);
    }),
  );
});
