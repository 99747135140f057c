import fc from "fast-check";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, it } from "vitest";
import { propertyMap } from "./arbitraries.ts";
import { containsSecret, containsUnknown } from "./secret.ts";
import { MalformedPropertyError, signatureKey, signatures, unknownSentinel } from "./signature.ts";
import { ResourceReference, Secret, unknown } from "./value.ts";
import { decodeWire, fromStruct, fromWire, toStruct, toWire } from "./wire.ts";

const output = (rest: object) => ({ [signatureKey]: signatures.outputValue, ...rest });

describe("properties on the wire", () => {
  it("come back as they went, whatever they are", () => {
    fc.assert(
      fc.property(propertyMap, (map) => {
        const struct = toStruct(map);
        expect(fromStruct(struct)).toStrictEqual(map);
        expect(fromStruct(structs.Struct.deserializeBinary(struct.serializeBinary()))).toStrictEqual(map);
      }),
    );
  });

  it("come back the same as output values", () => {
    fc.assert(
      fc.property(propertyMap, (map) => {
        expect(fromWire(toWire(map, { keepOutputValues: true }))).toStrictEqual(map);
      }),
    );
  });

  it("hold no secret for a receiver that cannot keep them", () => {
    fc.assert(
      fc.property(propertyMap, (map) => {
        expect(JSON.stringify(toWire(map, { keepSecrets: false }))).not.toContain(signatures.secret);
        expect(Object.values(fromWire(toWire(map), { keepSecrets: false })).some(containsSecret)).toBe(false);
      }),
    );
  });

  it("hold no unknown for a receiver that cannot take them", () => {
    fc.assert(
      fc.property(propertyMap, (map) => {
        const sent = fromWire(toWire(map, { keepUnknowns: false, keepResources: false }));
        expect(Object.values(sent).some(containsUnknown)).toBe(false);
      }),
    );
  });

  it("become ids, or URNs, for a receiver that knows no references", () => {
    const map = { custom: new ResourceReference("urn:a", "id-a"), component: new ResourceReference("urn:b") };
    expect(toWire(map, { keepResources: false })).toEqual({ custom: "id-a", component: "urn:b" });
    expect(fromWire(toWire(map), { keepResources: false })).toEqual({ custom: "id-a", component: "urn:b" });
  });
});

describe("output values from a program", () => {
  it("are folded into what they stand for", () => {
    const map = fromWire({
      plain: output({ value: "x" }),
      secret: output({ value: "x", secret: true }),
      unknown: output({}),
      both: output({ secret: true }),
    });
    expect(map).toStrictEqual({ plain: "x", secret: new Secret("x"), unknown, both: new Secret(unknown) });
  });

  it("leave their dependencies beside, by property, those of nested ones too", () => {
    const nested = output({
      value: [output({ value: 1, dependencies: ["urn:b"] })],
      dependencies: ["urn:a"],
    });
    const { dependencies } = decodeWire({ list: nested, none: output({ value: 1 }) });
    expect(dependencies).toEqual({ list: ["urn:a", "urn:b"] });
  });

  it("never nest a secret in a secret", () => {
    const inner = { [signatureKey]: signatures.secret, value: "x" };
    expect(fromWire({ a: output({ value: inner, secret: true }) })).toStrictEqual({ a: new Secret("x") });
  });
});

describe("a malformed value", () => {
  it.each([
    ["an unknown signature", { [signatureKey]: "nobody" }],
    ["a secret without a value", { [signatureKey]: signatures.secret }],
    ["a reference without a URN", { [signatureKey]: signatures.resourceReference }],
    ["an archive member that is none", { [signatureKey]: signatures.archive, assets: { a: "text" } }],
    ["an output value with a wrong flag", output({ secret: "yes" })],
  ])("is refused by the property's name: %s", (_, wire) => {
    expect(() => fromWire({ broken: wire })).toThrow(MalformedPropertyError);
    expect(() => fromWire({ broken: wire })).toThrow(/"broken"/);
  });
});

it("reads each of Pulumi's marks for an unknown value, and writes the first", () => {
  expect(fromWire({ bool: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", text: unknownSentinel })).toStrictEqual({
    bool: unknown,
    text: unknown,
  });
  expect(toWire({ any: unknown })).toEqual({ any: unknownSentinel });
});
