import { type Document, resolve, type Schema } from "@dialer/openapi";
import fc from "fast-check";
import type { Json } from "../store/index.ts";

/** A value that keeps the rules of a schema: always the same one for the same schema. */
export function sample(written: Schema | undefined, document: Document): Json {
  const schema = resolve(written, document);
  if (schema.enum) return schema.enum[0] ?? null;
  if (schema.oneOf ?? schema.anyOf) return sample((schema.oneOf ?? schema.anyOf)?.[0], document);
  switch (schema.type) {
    case "boolean":
      return true;
    case "integer":
    case "number":
      return schema.minimum ?? Math.min(1, schema.maximum ?? 1);
    case "array":
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => sample(schema.items, document));
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sample(schema.properties?.[name], document)]),
      );
    case "string":
      return text(schema);
    default:
      return schema.properties ? sample({ ...schema, type: "object" }, document) : "x";
  }
}

const byFormat: Record<string, string> = {
  uri: "https://example.com/",
  "http-method": "POST",
  "date-time": "2026-01-02T03:04:05Z",
  date: "2026-01-02",
  "iso-country-code": "US",
  "phone-number": "+15035550100",
  email: "someone@example.com",
  uuid: "00000000-0000-4000-8000-000000000000",
};

function text({ pattern, format, minLength = 0, maxLength = 1_000 }: Schema): string {
  const sid = /^\^\(?([A-Z]{2})/.exec(pattern ?? "")?.[1];
  if (sid && pattern?.includes("{32}")) return sid + "0".repeat(32);
  if (pattern) {
    const matching = fc.stringMatching(new RegExp(pattern)).filter((value) => {
      return value.length >= Math.max(1, minLength) && value.length <= maxLength;
    });
    return fc.sample(matching, { numRuns: 1, seed: 1 })[0] ?? "";
  }
  return (byFormat[format ?? ""] ?? "x").padEnd(minLength, "x").slice(0, maxLength);
}
