import { decodeAsset, encodeAsset } from "./asset.ts";
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

/** What stands in a state file. */
export type StoredValue = null | boolean | number | string | StoredValue[] | StoredObject;
export interface StoredObject {
  [key: string]: StoredValue;
}

/** How secrets are written and read: encrypted, in plain, or unopened. `place` tells one secret's home from another's. */
export interface SecretForm {
  write(secret: Secret, place: string): StoredObject;
  read(stored: StoredObject, place: string): Secret;
}

/**
 * Properties as state keeps them; keys are sorted, as Go writes them.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/resource/stack/deployment.go}
 */
export function toStored(properties: PropertyMap, secrets: SecretForm, place: string): StoredObject {
  const stored: StoredObject = {};
  for (const key of Object.keys(properties).sort()) {
    stored[key] = valueToStored(properties[key] ?? null, secrets, `${place}.${key}`);
  }
  return stored;
}

export function valueToStored(value: PropertyValue, secrets: SecretForm, place: string): StoredValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : storedFloat(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((element, index) => valueToStored(element, secrets, `${place}[${index}]`));
  }
  if (value instanceof Unknown) return unknownSentinel;
  if (value instanceof Secret) return secrets.write(value, place);
  if (value instanceof Asset || value instanceof Archive) return encodeAsset(value);
  if (value instanceof ResourceReference) return storedReference(value);
  return toStored(value, secrets, place);
}

function storedReference({ urn, id, packageVersion = "" }: ResourceReference): StoredObject {
  const stored: StoredObject = { [signatureKey]: signatures.resourceReference, packageVersion, urn };
  // Pulumi stores an id that is not known yet as an empty one.
  if (id !== undefined) stored.id = id instanceof Unknown ? "" : id;
  return stored;
}

/** @throws MalformedPropertyError for a value that does not have the form its signature promises */
export function fromStored(stored: StoredObject, secrets: SecretForm, place: string): PropertyMap {
  const properties: PropertyMap = {};
  for (const [key, value] of Object.entries(stored)) {
    properties[key] = valueFromStored(value, secrets, `${place}.${key}`);
  }
  return properties;
}

export function valueFromStored(stored: StoredValue, secrets: SecretForm, place: string): PropertyValue {
  if (typeof stored === "string") return isUnknownSentinel(stored) ? unknown : stored;
  if (typeof stored !== "object" || stored === null) return stored;
  if (Array.isArray(stored)) {
    return stored.map((element, index) => valueFromStored(element, secrets, `${place}[${index}]`));
  }
  const signature = stored[signatureKey];
  switch (signature) {
    case undefined:
      return fromStored(stored, secrets, place);
    case signatures.secret:
      return secrets.read(stored, place);
    case signatures.asset:
    case signatures.archive:
      return decodeAsset(stored, place);
    case signatures.resourceReference:
      return referenceFromStored(stored, place);
    case signatures.float:
      return floatFromStored(stored, place);
    default:
      throw new MalformedPropertyError(
        place,
        `its signature ${JSON.stringify(signature)} is not one this engine knows`,
      );
  }
}

function referenceFromStored(
  { urn, id, packageVersion = "" }: StoredObject,
  place: string,
): ResourceReference {
  const idIsText = id === undefined || typeof id === "string";
  if (typeof urn !== "string" || typeof packageVersion !== "string" || !idIsText) {
    throw new MalformedPropertyError(
      place,
      "a resource reference is made of strings: urn, id, packageVersion",
    );
  }
  return new ResourceReference(
    urn,
    id === "" ? unknown : id,
    packageVersion === "" ? undefined : packageVersion,
  );
}

/** The bits of the number, as 16 hexadecimal digits. */
function storedFloat(value: number): StoredObject {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return { [signatureKey]: signatures.float, value: bytes.toString("hex") };
}

function floatFromStored({ value }: StoredObject, place: string): number {
  if (typeof value !== "string" || !/^[0-9a-f]{16}$/.test(value)) {
    throw new MalformedPropertyError(place, "a stored number must be 16 hexadecimal digits");
  }
  return Buffer.from(value, "hex").readDoubleBE();
}

/** The text of a secret that is encrypted. Secrets inside it are marked but not encrypted a second time. */
export function secretToText(secret: Secret, place: string): string {
  return JSON.stringify(valueToStored(secret.value, insideSecret, place));
}

/** The reverse of {@link secretToText}; `text` is never part of an error. */
export function secretFromText(text: string, place: string): Secret {
  let parsed: StoredValue;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new MalformedPropertyError(place, "the decrypted secret is not JSON");
  }
  return makeSecret(valueFromStored(parsed, insideSecret, place));
}

const insideSecret: SecretForm = {
  write: (secret, place) => ({ [signatureKey]: signatures.secret, ciphertext: secretToText(secret, place) }),
  read: (stored, place) => secretFromText(secretPart(stored, place).text, place),
};

/** Which of the two a stored secret holds, and its text. */
export function secretPart(
  stored: StoredObject,
  place: string,
): { kind: "ciphertext" | "plaintext"; text: string } {
  const { ciphertext = "", plaintext = "" } = stored;
  if (
    typeof ciphertext === "string" &&
    typeof plaintext === "string" &&
    (ciphertext === "") !== (plaintext === "")
  ) {
    return ciphertext === ""
      ? { kind: "plaintext", text: plaintext }
      : { kind: "ciphertext", text: ciphertext };
  }
  throw new MalformedPropertyError(place, 'a secret must hold either "ciphertext" or "plaintext"');
}
