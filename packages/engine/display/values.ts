import { Archive, Asset, type PropertyValue, ResourceReference, Secret, Unknown } from "../property/value.ts";
import { parseUrn } from "../state/urn.ts";

export interface ValueOptions {
  /** True: secrets in plain. */
  showSecrets: boolean;
  /** Longer texts are cut. Default: they are not. */
  maxLength?: number;
}

/** A value on one line, for a person. */
export function formatValue(value: PropertyValue, options: ValueOptions): string {
  return shorten(format(value, options), options.maxLength ?? Number.POSITIVE_INFINITY);
}

function format(value: PropertyValue, options: ValueOptions): string {
  if (value instanceof Secret) return options.showSecrets ? format(value.value, options) : "[secret]";
  if (value instanceof Unknown) return "[unknown]";
  if (value instanceof Asset || value instanceof Archive) return formatAsset(value);
  if (value instanceof ResourceReference) {
    const { type, name } = parseUrn(value.urn);
    return `${type} "${name}"`;
  }
  if (Array.isArray(value)) return `[${value.map((element) => format(element, options)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, element]) => `${key}: ${format(element, options)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return JSON.stringify(value);
}

function formatAsset(value: Asset | Archive): string {
  const kind = value instanceof Asset ? "file" : "archive";
  const { source } = value;
  const mark = value.hash === "" ? "" : ` #${value.hash.slice(0, 8)}`;
  if ("path" in source) return `${kind} "${source.path}"${mark}`;
  if ("uri" in source) return `${kind} ${source.uri}${mark}`;
  return `${kind}${mark}`;
}

function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const kept = Math.floor((maxLength - 1) / 2);
  return `${text.slice(0, kept)}…${text.slice(-kept)}`;
}
