import * as z from "zod";
import type { $ZodIssue, $ZodType } from "zod/v4/core";
import { didYouMean, type Problem } from "../dialplan/problems.ts";

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
  return { issues, problems: issues.flatMap((issue) => problemsOf(issue, names, file)) };
}

function problemsOf(issue: $ZodIssue, names: Set<string>, file: string): Problem[] {
  const problem = (message: string, ...more: string[]): Problem => ({
    file,
    path: [...issue.path.map(String), ...more].join("."),
    message,
  });
  const missing = issue.input === undefined ? "is missing; it " : "";
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        problem(`is not known here${didYouMean(key, names) || "; remove it"}`, key),
      );
    case "invalid_key":
      return issue.issues.map(({ message }) => problem(message));
    case "invalid_type":
      return [problem(`${missing}must be ${article(issue.expected)}`)];
    case "invalid_value":
      return [problem(`${missing}must be ${choice(issue.values.map(String), issue.input)}`)];
    case "invalid_union":
      return [problem(`${missing}${issue.message}`)];
    default:
      return [problem(issue.message)];
  }
}

function choice(values: string[], input: unknown): string {
  const hint = typeof input === "string" ? didYouMean(input, values) : "";
  const all =
    values.length > 8 ? `one of ${values.length} values, such as ${values[0]}` : values.join(" or ");
  return `${all}${hint}`;
}

function article(type: string): string {
  return (
    { string: "a text", int: "a whole number", record: "an object", object: "an object", array: "a list" }[
      type
    ] ?? `a ${type}`
  );
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
