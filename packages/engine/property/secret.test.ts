import { expect, it } from "vitest";
import { containsSecret, containsUnknown, makeSecret, propagateSecrets, stripSecrets } from "./secret.ts";
import { ResourceReference, Secret, unknown } from "./value.ts";

it("finds a secret and an unknown however deep", () => {
  expect(containsSecret([{ a: [new Secret(1)] }])).toBe(true);
  expect(containsSecret([{ a: [1] }])).toBe(false);
  expect(containsUnknown(new Secret([{ a: unknown }]))).toBe(true);
  expect(containsUnknown(new ResourceReference("urn", unknown))).toBe(true);
  expect(containsUnknown({ a: new ResourceReference("urn", "id") })).toBe(false);
});

it("strips every secret, also one inside another", () => {
  expect(stripSecrets({ a: new Secret({ b: [new Secret(1)] }), c: 2 })).toEqual({ a: { b: [1] }, c: 2 });
});

it("does not make a secret of a secret", () => {
  const secret = new Secret(1);
  expect(makeSecret(secret)).toBe(secret);
});

it("carries secrecy from inputs to outputs, for an array as a whole", () => {
  const inputs = {
    a: new Secret("x"),
    nested: { b: new Secret("y"), c: 1 },
    list: [1, new Secret(2)],
    only: new Secret(1),
  };
  const outputs = { a: "x", nested: { b: "y", c: 1 }, list: [1, 2], other: "z" };
  expect(propagateSecrets(outputs, inputs)).toStrictEqual({
    a: new Secret("x"),
    nested: { b: new Secret("y"), c: 1 },
    list: new Secret([1, 2]),
    other: "z",
  });
});
