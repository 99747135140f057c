import { describe, expect, it } from "vitest";
import { Secret } from "../property/value.ts";
import { contains, parsePath, resetPaths } from "./property-path.ts";

describe("a property path", () => {
  it.each([
    ["a", ["a"]],
    ["a.b[0].c", ["a", "b", 0, "c"]],
    ['tags["a.b"][*].c', ["tags", "a.b", "*", "c"]],
    ['["x y"].z', ["x y", "z"]],
  ])("is read: %s", (text, path) => expect(parsePath(text)).toEqual(path));

  it("that cannot be read is refused with the place", () => {
    expect(() => parsePath("a[b")).toThrow('cannot read "[b"');
  });

  it("contains what is at or under it", () => {
    expect(contains(parsePath("a"), parsePath("a.b"))).toBe(true);
    expect(contains(parsePath("a.*.c"), parsePath("a.b.c"))).toBe(true);
    expect(contains(parsePath("a.b"), parsePath("a"))).toBe(false);
  });
});

describe("ignoring changes", () => {
  const reset = (from: object, to: object, ...paths: string[]) =>
    resetPaths({ ...from } as never, { ...to } as never, paths);

  it("puts back what the old inputs have, and takes out what they do not have", () => {
    expect(reset({ a: 1 }, { a: 2, b: 3 }, "a", "b").properties).toEqual({ a: 1 });
  });

  it("reaches into objects, arrays and all elements", () => {
    expect(reset({ a: { b: [1, 2] } }, { a: { b: [3, 4] } }, "a.b[1]").properties).toEqual({
      a: { b: [3, 2] },
    });
    expect(reset({ a: [{ b: 1 }] }, { a: [{ b: 2, c: 3 }] }, "a[*].b").properties).toEqual({
      a: [{ b: 1, c: 3 }],
    });
    expect(reset({ a: 1, b: 2 }, { a: 3 }, "*").properties).toEqual({ a: 1, b: 2 });
  });

  it("says where it is impossible, and leaves that as it is", () => {
    const { properties, impossible } = reset({ a: [1] }, { a: [1, 2] }, "a[1]");
    expect(properties).toEqual({ a: [1, 2] });
    expect(impossible).toEqual(["a[1]"]);
  });

  it("keeps an old value secret that was inside a secret", () => {
    expect(reset({ a: new Secret({ b: 1 }) }, { a: { b: 2 } }, "a.b").properties).toEqual({
      a: { b: new Secret(1) },
    });
  });
});
