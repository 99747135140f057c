import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { decodeAsset, encodeAsset } from "./asset.ts";
import { hashed } from "./hash.ts";
import { makeSecret } from "./secret.ts";
import {
  isUnknownSentinel,
  MalformedPropertyError,
  signatureKey,
  signatures,
  unknownSentinel,
} from "./signature.ts";
import {
  Archive,
  Asset,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  Unknown,
  unknown,
} from "./value.ts";

/** What `google.protobuf.Struct` carries, as plain JavaScript. */
export type WireValue = null | boolean | number | string | WireValue[] | WireObject;
export interface WireObject {
  [key: string]: WireValue;
}

/**
 * What the receiver can take. Everything is kept unless a receiver says that it cannot.
 * {@link https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go}
 */
export interface WireOptions {
  /** False: unknown values are left out. Default true. */
  keepUnknowns?: boolean;
  /** False: secrets travel in plain. Default true. */
  keepSecrets?: boolean;
  /** False: a resource reference becomes its id, or its URN where it has none. Default true. */
  keepResources?: boolean;
}

export interface EncodeOptions extends WireOptions {
  /** True: secrets and unknowns are written as output values. Default false. */
  keepOutputValues?: boolean;
}

export interface DecodeOptions extends WireOptions {
  /** Folder against which the hashes of assets that come without one are computed. Default: they stay "". */
  assetRoot?: string;
}

export interface Decoded {
  properties: PropertyMap;
  /** By top-level property, the URNs that output values found in it said they depend on; only where there are any. */
  dependencies: Record<string, string[]>;
}

export function toStruct(properties: PropertyMap, options: EncodeOptions = {}): structs.Struct {
  return new PlainStruct(toWire(properties, options));
}

/** Properties as a message, which is built only for a receiver in another process: one in this process takes them as they are. */
class PlainStruct extends structs.Struct {
  readonly #plain: WireObject;
  #built: structs.Struct | undefined;

  constructor(plain: WireObject) {
    super();
    this.#plain = plain;
  }

  override toJavaScript(): WireObject {
    return this.#plain;
  }

  /** What is serialised. */
  override getFieldsMap(): ReturnType<structs.Struct["getFieldsMap"]> {
    this.#built ??= structs.Struct.fromJavaScript(this.#plain);
    return this.#built.getFieldsMap();
  }
}

export function fromStruct(struct: structs.Struct | undefined, options: DecodeOptions = {}): PropertyMap {
  return decodeStruct(struct, options).properties;
}

/** As {@link fromStruct}, with the dependencies that output values carry. */
export function decodeStruct(struct: structs.Struct | undefined, options: DecodeOptions = {}): Decoded {
  return decodeWire(struct === undefined ? {} : struct.toJavaScript(), options);
}

export function toWire(properties: PropertyMap, options: EncodeOptions = {}): WireObject {
  const object: WireObject = {};
  for (const [key, value] of Object.entries(properties)) {
    const encoded = encode(value, options);
    if (encoded !== undefined) object[key] = encoded;
  }
  return object;
}

/** `undefined`: an unknown that the receiver cannot take, to be left out. */
function encode(value: PropertyValue, options: EncodeOptions): WireValue | undefined {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((element) => encode(element, options)).filter((element) => element !== undefined);
  }
  if (value instanceof Unknown) return encodeUnknown(options);
  if (value instanceof Secret) return encodeSecret(value, options);
  if (value instanceof Asset || value instanceof Archive) return encodeAsset(value);
  if (value instanceof ResourceReference) return encodeReference(value, options);
  return toWire(value, options);
}

function encodeUnknown({
  keepUnknowns = true,
  keepOutputValues = false,
}: EncodeOptions): WireValue | undefined {
  if (!keepUnknowns) return undefined;
  return keepOutputValues ? { [signatureKey]: signatures.outputValue } : unknownSentinel;
}

function encodeSecret({ value }: Secret, options: EncodeOptions): WireValue | undefined {
  const { keepSecrets = true, keepOutputValues = false } = options;
  if (!keepSecrets) return encode(value, options);
  if (keepOutputValues && value instanceof Unknown) {
    return { [signatureKey]: signatures.outputValue, secret: true };
  }
  const inner = encode(value, options);
  if (inner === undefined) return undefined;
  if (keepOutputValues) return { [signatureKey]: signatures.outputValue, secret: true, value: inner };
  return { [signatureKey]: signatures.secret, value: inner };
}

function encodeReference(reference: ResourceReference, options: EncodeOptions): WireValue | undefined {
  const { urn, id, packageVersion } = reference;
  if (options.keepResources === false) {
    if (id instanceof Unknown) return encodeUnknown(options);
    return id ?? urn;
  }
  const object: WireObject = { [signatureKey]: signatures.resourceReference, urn };
  // Pulumi writes an id that is not known yet as an empty one.
  if (id !== undefined) object.id = id instanceof Unknown ? "" : id;
  if (packageVersion !== undefined && packageVersion !== "") object.packageVersion = packageVersion;
  return object;
}

export function fromWire(wire: WireObject, options: DecodeOptions = {}): PropertyMap {
  return decodeWire(wire, options).properties;
}

/**
 * Reads what came over the wire. Output values are folded: unknown becomes `unknown`, secret a `Secret`, else its value.
 * @throws MalformedPropertyError for a value that does not have the form its signature promises
 */
export function decodeWire(wire: WireObject, options: DecodeOptions = {}): Decoded {
  const properties: PropertyMap = {};
  const dependencies: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(wire)) {
    const decoder = new Decoder(key, options);
    const decoded = decoder.decode(value);
    if (decoded !== undefined) properties[key] = decoded;
    if (decoder.dependencies.size > 0) dependencies[key] = [...decoder.dependencies].sort();
  }
  return { properties, dependencies };
}

/** Decodes one top-level property and gathers the dependencies found on the way. */
class Decoder {
  readonly dependencies = new Set<string>();
  readonly #where: string;
  readonly #options: DecodeOptions;

  constructor(where: string, options: DecodeOptions) {
    this.#where = where;
    this.#options = options;
  }

  /** `undefined`: an unknown that is not kept. */
  decode(value: WireValue): PropertyValue | undefined {
    if (typeof value === "string") return isUnknownSentinel(value) ? this.#unknown() : value;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((element) => this.decode(element) ?? null);
    const signature = value[signatureKey];
    if (signature === undefined) return this.#object(value);
    switch (signature) {
      case signatures.secret:
        return this.#secret(value);
      case signatures.outputValue:
        return this.#outputValue(value);
      case signatures.resourceReference:
        return this.#reference(value);
      case signatures.asset:
      case signatures.archive: {
        const asset = decodeAsset(value, this.#where);
        return this.#options.assetRoot === undefined ? asset : hashed(asset, this.#options.assetRoot);
      }
      default:
        throw this.#malformed(`its signature ${JSON.stringify(signature)} is not one this engine knows`);
    }
  }

  #object(object: WireObject): PropertyMap {
    const decoded: PropertyMap = {};
    for (const [key, element] of Object.entries(object)) {
      const value = this.decode(element);
      if (value !== undefined) decoded[key] = value;
    }
    return decoded;
  }

  #unknown(): PropertyValue | undefined {
    return this.#options.keepUnknowns === false ? undefined : unknown;
  }

  #secret(object: WireObject): PropertyValue | undefined {
    if (object.value === undefined) throw this.#malformed("a secret without a value");
    return this.#markSecret(this.decode(object.value));
  }

  #markSecret(value: PropertyValue | undefined): PropertyValue | undefined {
    return value === undefined || this.#options.keepSecrets === false ? value : makeSecret(value);
  }

  #outputValue(object: WireObject): PropertyValue | undefined {
    const { value, secret = false, dependencies = [] } = object;
    if (typeof secret !== "boolean") throw this.#malformed('"secret" of an output value must be a boolean');
    if (!Array.isArray(dependencies))
      throw this.#malformed('"dependencies" of an output value must be a list');
    for (const urn of dependencies) {
      if (typeof urn !== "string") throw this.#malformed("an output value may depend on URNs only");
      this.dependencies.add(urn);
    }
    const folded = value === undefined ? this.#unknown() : this.decode(value);
    return secret ? this.#markSecret(folded) : folded;
  }

  #reference(object: WireObject): PropertyValue | undefined {
    const { urn, packageVersion } = object;
    if (typeof urn !== "string") throw this.#malformed("a resource reference without a URN");
    if (packageVersion !== undefined && typeof packageVersion !== "string") {
      throw this.#malformed('"packageVersion" of a resource reference must be a string');
    }
    const id = object.id === undefined ? undefined : this.#referenceId(object.id);
    if (this.#options.keepResources !== false) return new ResourceReference(urn, id, packageVersion);
    return id instanceof Unknown ? this.#unknown() : (id ?? urn);
  }

  #referenceId(wire: WireValue): string | Unknown {
    const id = wire === "" ? unknown : new Decoder(this.#where, {}).decode(wire);
    if (typeof id === "string" || id instanceof Unknown) return id;
    throw this.#malformed('"id" of a resource reference must be a string');
  }

  #malformed(what: string): MalformedPropertyError {
    return new MalformedPropertyError(this.#where, what);
  }
}
