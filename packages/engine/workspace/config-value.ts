import type { Crypter } from "../secrets/crypter.ts";

/** A value of a stack file's `config`: YAML, in which `{secure: <ciphertext>}` stands for an encrypted text. */
export type ConfigValue = null | boolean | number | string | ConfigValue[] | { [key: string]: ConfigValue };

/** A part of a config value that is encrypted. */
export interface SecureValue {
  secure: string;
}

export function isSecure(value: ConfigValue | undefined): value is { secure: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 1 &&
    typeof value.secure === "string"
  );
}

/** True when it, or something in it, is encrypted. */
export function containsSecure(value: ConfigValue): boolean {
  if (isSecure(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsSecure);
}

/** The value with each encrypted part replaced by what `open` makes of its ciphertext. */
export function openSecure(value: ConfigValue, open: (ciphertext: string) => string): ConfigValue {
  if (isSecure(value)) return open(value.secure);
  if (Array.isArray(value)) return value.map((element) => openSecure(element, open));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, openSecure(element, open)]));
}

/** A config value as programs get it: texts, numbers and booleans as text, all else as JSON. */
export function configText(value: ConfigValue): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

export function encryptValue(text: string, crypter: Crypter): SecureValue {
  return { secure: crypter.encrypt(text) };
}
