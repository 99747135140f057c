import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { propertyMap } from "./arbitraries.ts";
import { diff, equal, formatPath } from "./diff.ts";
import { Asset, Secret, unknown } from "./value.ts";
import { fromWire, toWire } from "./wire.ts";

describe("the difference of two property maps", () => {
  it("is nothing for a map and its copy, and only then", () => {
    fc.assert(
      fc.property(propertyMap, propertyMap, (a, b) => {
        expect(diff(a, fromWire(toWire(a)))).toEqual([]);
        expect(diff(a, b).length === 0).toBe(equal(a, b));
      }),
    );
  });

  it("names each place, with what was and what is there", () => {
    const from = { same: 1, gone: "x", nested: { list: [1, 2, 3], key: "a" } };
    const to = { same: 1, fresh: true, nested: { list: [1, 5], key: "a" } };
    expect(diff(from, to)).toEqual([
      { path: ["fresh"], kind: "added", new: true },
      { path: ["gone"], kind: "deleted", old: "x" },
      { path: ["nested", "list", 1], kind: "updated", old: 2, new: 5 },
      { path: ["nested", "list", 2], kind: "deleted", old: 3 },
    ]);
  });

  it("compares secrets whole, and a secret with the same value in plain", () => {
    expect(diff({ a: new Secret("x") }, { a: new Secret("x") })).toEqual([]);
    expect(diff({ a: new Secret({ b: 1 }) }, { a: new Secret({ b: 2 }) })).toHaveLength(1);
    expect(diff({ a: "x" }, { a: new Secret("x") })).toMatchObject([{ path: ["a"], kind: "updated" }]);
  });

  it("takes a null for an absent property, but not for an absent element", () => {
    expect(diff({ a: null }, {})).toEqual([]);
    expect(diff({}, { a: null })).toEqual([]);
    expect(diff({ a: null }, { a: 1 })).toMatchObject([{ kind: "added" }]);
    expect(diff({ a: [1] }, { a: [1, null] })).toMatchObject([{ path: ["a", 1], kind: "added" }]);
  });

  it("knows nothing of what every object inherits", () => {
    expect(diff({}, { constructor: 1 })).toEqual([{ path: ["constructor"], kind: "added", new: 1 }]);
    expect(equal({}, { toString: "x" })).toBe(false);
  });

  it("goes by the hash of an asset, not by its path", () => {
    expect(diff({ a: new Asset("h", { path: "x" }) }, { a: new Asset("h", { path: "y" }) })).toEqual([]);
    expect(diff({ a: new Asset("h", { path: "x" }) }, { a: new Asset("i", { path: "x" }) })).toHaveLength(1);
  });

  it("sees a known value become unknown, and no change from unknown to unknown", () => {
    expect(diff({ a: 1 }, { a: unknown })).toHaveLength(1);
    expect(diff({ a: unknown }, { a: unknown })).toEqual([]);
  });
});

it("writes a path as Pulumi does", () => {
  expect(formatPath(["tags", "a.b", "list", 0, "x"])).toBe('tags["a.b"].list[0].x');
});
