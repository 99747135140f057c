import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { AssetValue } from "../declare/asset.ts";

/** A value that a preview cannot know yet. */
export class Unknown {}
export const unknown = new Unknown();

/** The properties of a resource as plain values, {@link AssetValue} and {@link Unknown}. */
export type Bag = Record<string, unknown>;

/** Properties off the wire, and the names of those that hold something secret. */
export interface Decoded {
  values: Bag;
  secrets: ReadonlySet<string>;
}

// The signatures and sentinels of Pulumi's wire format:
// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS: ReadonlySet<string> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Reads properties off the wire. Paths of assets start from `folder`, by default the working folder. */
export function decode(struct: structs.Struct | undefined, folder = ""): Decoded {
  const secrets = new Set<string>();
  const values: Bag = {};
  for (const [key, value] of Object.entries(struct?.toJavaScript() ?? {})) {
    const plain = decodeValue(value, { folder, onSecret: () => secrets.add(key) });
    if (plain !== null && plain !== undefined) values[key] = plain;
  }
  return { values, secrets };
}

interface Decoding {
  folder: string;
  onSecret(): void;
}

function decodeValue(value: unknown, decoding: Decoding): unknown {
  if (typeof value === "string") return UNKNOWNS.has(value) ? unknown : value;
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, decoding));
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Record<string, unknown>;
  switch (fields[SIGNATURE]) {
    case undefined:
      return Object.fromEntries(
        Object.entries(fields).map(([key, item]) => [key, decodeValue(item, decoding)]),
      );
    case SECRET:
      decoding.onSecret();
      return decodeValue(fields.value, decoding);
    case OUTPUT:
      if (fields.secret === true) decoding.onSecret();
      return "value" in fields ? decodeValue(fields.value, decoding) : unknown;
    case REFERENCE:
      return decodeValue(fields.id ?? fields.urn, decoding);
    case ASSET:
      return decodeAsset(fields, decoding.folder);
    default:
      throw new Error("archives are not supported: give a pulumi.asset.FileAsset or StringAsset instead");
  }
}

function decodeAsset({ hash, path, text, uri }: Record<string, unknown>, folder: string): AssetValue {
  const known = typeof hash === "string" && hash !== "" ? hash : undefined;
  // The engine sends an empty text along with a path, and nothing but the hash of what it has read back.
  if (typeof path === "string" && path !== "")
    return new AssetValue(known ?? sha256(readFileSync(resolve(folder, path))), { path });
  if (typeof uri === "string" && uri !== "") return new AssetValue(known ?? sha256(uri), { uri });
  if (typeof text === "string" && (text !== "" || known === undefined || known === sha256(""))) {
    return new AssetValue(known ?? sha256(text), { text });
  }
  return new AssetValue(known ?? "", undefined);
}

/** Puts properties on the wire, those named as secret wrapped as such. Undefined ones are left out. */
export function encode(values: Bag, secrets: ReadonlySet<string> = new Set()): structs.Struct {
  const wire = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const plain = encodeValue(value);
      return [key, secrets.has(key) ? { [SIGNATURE]: SECRET, value: plain } : plain] as const;
    });
  return new Properties(Object.fromEntries(wire));
}

/** Properties as a message. Its fields are built to be serialised: an engine that hosts the provider does without. */
class Properties extends structs.Struct {
  readonly #values: WireValues;
  #built: structs.Struct | undefined;

  constructor(values: WireValues) {
    super();
    this.#values = values;
  }

  override toJavaScript(): WireValues {
    return this.#values;
  }

  override getFieldsMap(): ReturnType<structs.Struct["getFieldsMap"]> {
    this.#built ??= structs.Struct.fromJavaScript(this.#values);
    return this.#built.getFieldsMap();
  }
}

type WireValues = Record<string, structs.JavaScriptValue>;

function encodeValue(value: unknown): structs.JavaScriptValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Unknown) return UNKNOWN;
  if (value instanceof AssetValue) return { [SIGNATURE]: ASSET, hash: value.hash, ...value.source };
  if (Array.isArray(value)) return value.map(encodeValue);
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encodeValue(item)]));
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new TypeError(`a ${typeof value} cannot be sent to the engine`);
}

/** Whether a value is unknown or holds something unknown. */
export function hasUnknown(value: unknown): boolean {
  if (value instanceof Unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (typeof value !== "object" || value === null || value instanceof AssetValue) return false;
  return Object.values(value).some(hasUnknown);
}

/**
 * Whether two values mean the same to Twilio, to which what is empty and what is missing are one. Contents are
 * compared by their hash. What is unknown equals nothing.
 */
export function same(one: unknown, other: unknown): boolean {
  if (isEmpty(one) || isEmpty(other)) return isEmpty(one) && isEmpty(other);
  if (one instanceof Unknown || other instanceof Unknown) return false;
  if (one instanceof AssetValue || other instanceof AssetValue) {
    return one instanceof AssetValue && other instanceof AssetValue && one.hash === other.hash;
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Bag, other as Bag];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) =>
    same(left[key], right[key]),
  );
}

/** Whether a value is what Twilio takes for "not set". */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

/** The hex SHA-256 of a content, as Pulumi computes the hash of an asset. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
