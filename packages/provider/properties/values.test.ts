import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AssetValue } from "../declare/asset.ts";
import { type Bag, decode, encode, hasUnknown, same, sha256, unknown } from "./values.ts";

const leaf = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.constant(unknown),
  fc.string().map((content) => new AssetValue(sha256(content), { text: content })),
);
const value = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]+$/), tie("tree"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).tree;
const bag = fc.dictionary(fc.stringMatching(/^[a-z]+$/), value, { maxKeys: 5, noNullPrototype: true });

describe("properties on the wire", () => {
  it("come back as they were sent, and secret where they were", () => {
    fc.assert(
      fc.property(bag, fc.func(fc.boolean()), (values: Bag, isSecret) => {
        const secrets = new Set(Object.keys(values).filter((name) => isSecret(name)));
        const back = decode(encode(values, secrets));
        expect(back.values).toEqual(values);
        expect(back.secrets).toEqual(secrets);
      }),
    );
  });

  it("equal themselves, unless they hold something unknown", () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(same(one, one)).toBe(!hasUnknown(one));
      }),
    );
  });

  it("are compared as Twilio does: what is empty is not set", () => {
    expect(same("", undefined)).toBe(true);
    expect(same([], null)).toBe(true);
    expect(same({ a: "" }, {})).toBe(true);
    expect(same(false, undefined)).toBe(false);
    expect(same("", "x")).toBe(false);
  });

  it("compare contents by their hash", () => {
    const one = new AssetValue("a", { path: "one" });
    expect(same(one, new AssetValue("a", { path: "two" }))).toBe(true);
    expect(same(one, new AssetValue("b", { path: "one" }))).toBe(false);
  });
});
