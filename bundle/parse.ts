import * as z from "zod";
import type { $ZodIssue, $ZodType } from "zod/v4/core";
import { explain } from "../dialplan/explain.ts";
import type { Problem } from "../dialplan/problems.ts";

export interface Parsed<T> {
  /** Left out if there are problems. */
  data?: T;
  issues: $ZodIssue[];
  /** Where, what is wrong, what would be right. None shows a value: it may be a secret. */
  problems: Problem[];
}

/** Parses what stands in a file that people edit. */
export function parse<T extends $ZodType>(schema: T, value: unknown, file: string): Parsed<z.output<T>> {
  const parsed = z.safeParse(schema, value, { reportInput: true });
  if (parsed.success) return { data: parsed.data, issues: [], problems: [] };
  const names = propertyNames(z.toJSONSchema(schema, { io: "input" }));
  const { issues } = parsed.error;
  return {
    issues,
    problems: issues.flatMap((issue) => explain(issue, names).map((each) => ({ file, ...each }))),
  };
}

/** The names of all properties that a schema has anywhere: what a misspelt one may have meant. */
function propertyNames(schema: unknown, names = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return names;
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") for (const name of Object.keys(value)) names.add(name);
    propertyNames(value, names);
  }
  return names;
}
