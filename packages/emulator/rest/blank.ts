import { type Document, resolve, type Schema } from "@dialer/openapi";
import type { Json } from "../store/index.ts";
import { matching } from "./matching.ts";

/** Some documents describe trees; nothing blank is that deep. */
const deepest = 6;

/** Where a blank value stands. */
export interface Blank {
  document: Document;
  account: string;
  /** ISO 8601. */
  created: string;
}

/** The value of a property that was never set: nothing, if its rules allow that, else the least that keeps them. */
export function blank(written: Schema | undefined, view: Blank, depth = 0): Json {
  const schema = resolve(written, view.document);
  if (schema.default !== undefined) return schema.default as Json;
  if (schema.nullable || depth > deepest) return null;
  if (schema.enum) return (schema.enum[0] ?? null) as Json;
  const [either] = schema.oneOf ?? schema.anyOf ?? [];
  if (either && !schema.properties) return blank(either, view, depth + 1);
  switch (schema.type ?? (schema.properties && "object")) {
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => blank(schema.items, view, depth + 1));
    case "boolean":
      return false;
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [
          name,
          blank(property, view, depth + 1),
        ]),
      );
    case "string":
      return blankText(schema, view);
    default:
      return null;
  }
}

function blankText({ format, pattern, minLength = 0 }: Schema, { account, created }: Blank): string {
  if (format === "date-time") return created;
  if (format === "date") return created.slice(0, 10);
  if (pattern?.startsWith("^AC[")) return account;
  const text = pattern === undefined ? "" : (matching(pattern) ?? "");
  return text.padEnd(minLength, "x");
}
