import {
  Archive,
  Asset,
  own,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  Unknown,
} from "./value.ts";

/** True for a plain object: none of the five things JSON has no word for. */
export function isObject(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Secret) &&
    !(value instanceof Unknown) &&
    !(value instanceof Asset) &&
    !(value instanceof Archive) &&
    !(value instanceof ResourceReference)
  );
}

/** Marks a value as secret; one that already is stays as it is. */
export function makeSecret(value: PropertyValue): Secret {
  return value instanceof Secret ? value : new Secret(value);
}

/** True when a secret stands anywhere in it. */
export function containsSecret(value: PropertyValue): boolean {
  return contains(value, (part) => part instanceof Secret);
}

/** True when something in it is not known yet. */
export function containsUnknown(value: PropertyValue): boolean {
  return contains(
    value,
    (part) => part instanceof Unknown || (part instanceof ResourceReference && part.id instanceof Unknown),
  );
}

function contains(value: PropertyValue, is: (part: PropertyValue) => boolean): boolean {
  if (is(value)) return true;
  if (value instanceof Secret) return contains(value.value, is);
  if (Array.isArray(value)) return value.some((element) => contains(element, is));
  return isObject(value) && Object.values(value).some((element) => contains(element, is));
}

/** The same value with every secret replaced by what it hides: for a provider or a comparison, never for a person. */
export function stripSecrets(value: PropertyMap): PropertyMap;
export function stripSecrets(value: PropertyValue): PropertyValue;
export function stripSecrets(value: PropertyValue): PropertyValue {
  return mapSecrets(value, (secret) => stripSecrets(secret.value));
}

/** The same value with each secret replaced by what `replace` makes of it. */
export function mapSecrets(value: PropertyMap, replace: (secret: Secret) => PropertyValue): PropertyMap;
export function mapSecrets(value: PropertyValue, replace: (secret: Secret) => PropertyValue): PropertyValue;
export function mapSecrets(value: PropertyValue, replace: (secret: Secret) => PropertyValue): PropertyValue {
  if (value instanceof Secret) return replace(value);
  if (Array.isArray(value)) return value.map((element) => mapSecrets(element, replace));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, mapSecrets(element, replace)]),
  );
}

/**
 * Marks in `outputs` what is secret at the same place in `inputs`, for a provider that does not keep secrets itself.
 * An array with a secret in it becomes secret as a whole: its elements may have moved.
 */
export function propagateSecrets(outputs: PropertyMap, inputs: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, output]) => {
      const input = own(inputs, key);
      if (input === undefined || output instanceof Secret) return [key, output];
      if (input instanceof Secret || (Array.isArray(input) && containsSecret(input))) {
        return [key, new Secret(stripSecrets(output))];
      }
      return [key, isObject(input) && isObject(output) ? propagateSecrets(output, input) : output];
    }),
  );
}
