import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IntegrityCheck, SnapshotIntegrityError, verifyIntegrity } from "./integrity.ts";
import { newResource } from "./new-resource.ts";
import type { ResourceState } from "./resource.ts";

const provider = newResource({ urn: "urn:p", type: "pulumi:providers:test", custom: true, id: "1" });
const resource = (name: string, more: Partial<ResourceState> = {}) =>
  newResource({
    urn: `urn:${name}`,
    type: "test:index:T",
    custom: true,
    id: name,
    provider: "urn:p::1",
    ...more,
  });

const check = (...resources: ResourceState[]) => verifyIntegrity({ resources: [provider, ...resources] });

describe("a sound snapshot", () => {
  it("has each resource after all it refers to", () => {
    expect(() =>
      check(
        resource("a"),
        resource("b", { parent: "urn:a", dependencies: ["urn:a"], propertyDependencies: { x: ["urn:a"] } }),
        resource("c", { deletedWith: "urn:b", replaceWith: ["urn:a"] }),
      ),
    ).not.toThrow();
  });

  it("may have a URN twice while one waits to be deleted", () => {
    expect(() =>
      check(resource("a"), resource("a", { delete: true }), resource("a", { delete: true })),
    ).not.toThrow();
  });

  it("may have lost the provider of what waits to be created again", () => {
    expect(() => check(resource("a", { provider: "urn:gone::1", pendingReplacement: true }))).not.toThrow();
  });
});

describe("an unsound snapshot is refused, by the URN that breaks the rule", () => {
  it.each<[string, ResourceState[], RegExp]>([
    ["a missing parent", [resource("a", { parent: "urn:x" })], /parent urn:x, which is missing/],
    [
      "a parent that comes later",
      [resource("a", { parent: "urn:b" }), resource("b")],
      /urn:b, which comes after it/,
    ],
    ["a missing dependency", [resource("a", { dependencies: ["urn:x"] })], /dependency urn:x/],
    [
      "a missing property dependency",
      [resource("a", { propertyDependencies: { size: ["urn:x"] } })],
      /dependency of its property "size" urn:x/,
    ],
    ["a missing deletedWith", [resource("a", { deletedWith: "urn:x" })], /deletedWith urn:x/],
    ["a missing replaceWith", [resource("a", { replaceWith: ["urn:x"] })], /replaceWith urn:x/],
    ["an unknown provider", [resource("a", { provider: "urn:p::2" })], /the provider urn:p::2/],
    ["two live resources of a URN", [resource("a"), resource("a")], /twice/],
    ["a component with an id", [resource("a", { custom: false })], /component/],
    ["a resource without a type", [resource("a", { type: "" })], /no type/],
  ])("%s", (_, resources, message) => {
    expect(() => check(...resources)).toThrow(SnapshotIntegrityError);
    expect(() => check(...resources)).toThrow(message);
    expect(() => check(...resources)).toThrow(expect.objectContaining({ urn: "urn:a" }));
  });
});

describe("a check that goes on from the snapshot before", () => {
  it("finds what a check of each snapshot by itself finds", () => {
    const name = fc.constantFrom("a", "b", "c");
    const some = fc
      .record({ name, live: fc.boolean(), of: fc.option(name, { nil: undefined }) })
      .map(({ name, live, of }) => resource(name, { delete: !live, parent: of && `urn:${of}` }));
    // The same few states come again and again, as in the snapshots of a run.
    const states = fc.array(some, { minLength: 4, maxLength: 4 });
    const snapshots = fc.array(fc.array(fc.nat(4), { maxLength: 6 }), { maxLength: 8 });
    const found = (verify: () => void) => {
      try {
        verify();
        return "sound";
      } catch (error) {
        return String(error);
      }
    };
    fc.assert(
      fc.property(states, snapshots, (states, snapshots) => {
        const all = [provider, ...states];
        const check = new IntegrityCheck();
        for (const indexes of snapshots) {
          const resources = indexes.flatMap((index) => all[index] ?? []);
          expect(found(() => check.verify(resources))).toBe(found(() => verifyIntegrity({ resources })));
        }
      }),
    );
  });
});
