import { isObject } from "../property/secret.ts";
import { Archive, Asset, type PropertyValue, ResourceReference, Secret, Unknown } from "../property/value.ts";
import { parseUrn } from "../state/urn.ts";

export interface ValueOptions {
  /** True: secrets in plain. */
  showSecrets: boolean;
}

/** Where a value begins that may need several lines. */
export interface ValuePlace {
  /** What stands before each further line. */
  indent: string;
  /** Columns already taken on the first line, its indentation among them. */
  taken: number;
}

/** Columns that a line may have before an object or a list in it is broken into several. */
const lineWidth = 100;

/** A value on one line, for a person. @param maxLength longer texts are cut in the middle; default: they are not */
export function formatValue(
  value: PropertyValue,
  options: ValueOptions,
  maxLength = Number.POSITIVE_INFINITY,
): string {
  return shorten(format(value, options), maxLength);
}

/** A value on one line if it fits, else an object's properties and a list's elements on lines of their own. */
export function formatLines(value: PropertyValue, place: ValuePlace, options: ValueOptions): string[] {
  const line = format(value, options);
  if (place.taken + line.length <= lineWidth) return [line];
  if (value instanceof Secret && options.showSecrets) return formatLines(value.value, place, options);
  if (Array.isArray(value)) {
    const elements = value.flatMap((element) => partLines("", element, place, options));
    return ["[", ...elements, `${place.indent}]`];
  }
  if (isObject(value)) {
    const parts = Object.entries(value).flatMap(([key, part]) => partLines(`${key}: `, part, place, options));
    return ["{", ...parts, `${place.indent}}`];
  }
  return [line];
}

function partLines(
  label: string,
  part: PropertyValue,
  { indent }: ValuePlace,
  options: ValueOptions,
): string[] {
  const start = `${indent}  `;
  const place = { indent: start, taken: start.length + label.length };
  const [first = "", ...rest] = formatLines(part, place, options);
  return [`${start}${label}${first}`, ...rest];
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
