import { type Document, resolve, type Schema } from "./schema.ts";

/** A rule that a value breaks. */
export interface Breach {
  /** Where in the value, such as `.name` or `[0]`; empty when it is the value itself. */
  path: string;
  /** Such as `it is longer than 64 characters`. */
  reason: string;
  /** Whether something is not there that must be. */
  missing?: true;
}

/** The rules of a schema that a value breaks; empty when it keeps them all. */
export function* breaches(value: unknown, written: Schema, document: Document, path = ""): Generator<Breach> {
  const rule = resolve(written, document);
  if (value === null) {
    if (rule.nullable === false) yield { path, reason: "it must not be null" };
    return;
  }
  if (rule.type && !hasType(value, rule.type)) {
    yield { path, reason: `it must be of type ${rule.type}` };
    return;
  }
  if (rule.enum && !rule.enum.includes(value as string)) {
    yield { path, reason: `"${String(value)}" is none of ${rule.enum.join(", ")}` };
  }
  if (typeof value === "string") yield* withPath(path, ofText(value, rule));
  else if (typeof value === "number") yield* withPath(path, ofNumber(value, rule));
  else if (Array.isArray(value)) yield* ofList(value, rule, document, path);
  else if (typeof value === "object" && value !== undefined) {
    yield* ofObject(value as Record<string, unknown>, rule, document, path);
  }
}

function* ofList(value: unknown[], rule: Schema, document: Document, path: string): Generator<Breach> {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = rule;
  if (value.length < minItems) yield { path, reason: `fewer than ${minItems} items` };
  if (value.length > maxItems) yield { path, reason: `more than ${maxItems} items` };
  for (const [index, item] of value.entries()) {
    if (items) yield* breaches(item, items, document, `${path}[${index}]`);
  }
}

function* ofObject(
  value: Record<string, unknown>,
  { properties = {}, required = [] }: Schema,
  document: Document,
  path: string,
): Generator<Breach> {
  for (const name of required) {
    if (!Object.hasOwn(value, name))
      yield { path: `${path}.${name}`, reason: "it is required", missing: true };
  }
  for (const [name, item] of Object.entries(value)) {
    // Names that every object has, such as `constructor`, have no rule.
    const next = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (next) yield* breaches(item, next, document, `${path}.${name}`);
  }
}

function* withPath(path: string, reasons: Iterable<string>): Generator<Breach> {
  for (const reason of reasons) yield { path, reason };
}

function hasType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && !Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

const formats: Record<string, (value: string) => boolean> = {
  uri: (value) => URL.canParse(value),
  "http-method": (value) => /^(GET|POST|PUT|DELETE|HEAD|PATCH)$/i.test(value),
  "date-time": (value) => !Number.isNaN(Date.parse(value)),
  date: (value) => !Number.isNaN(Date.parse(value)),
  "iso-country-code": (value) => /^[A-Za-z]{2}$/.test(value),
};

function* ofText(value: string, { minLength = 0, maxLength, pattern, format }: Schema): Generator<string> {
  if (value.length < minLength) yield `it is shorter than ${minLength} characters`;
  if (maxLength !== undefined && value.length > maxLength) yield `it is longer than ${maxLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern).test(value)) yield `"${value}" does not match ${pattern}`;
  if (format && formats[format] && !formats[format](value)) yield `"${value}" is no ${format}`;
}

function* ofNumber(value: number, { minimum, maximum }: Schema): Generator<string> {
  if (minimum !== undefined && value < minimum) yield `${value} is less than ${minimum}`;
  if (maximum !== undefined && value > maximum) yield `${value} is more than ${maximum}`;
}
