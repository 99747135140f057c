import type { $ZodIssue } from "zod/v4/core";
import { didYouMean } from "./did-you-mean.ts";

/** Something that is wrong in what somebody wrote. */
export interface Explained {
  /** Where, such as `clients.lobby.address`; empty for the whole. */
  path: string;
  /** What is wrong, and what would be right. */
  message: string;
}

/** What zod found, in words for whoever wrote it: `names` are those that a misspelt one may have meant. Shows no value. */
export function explain(issue: $ZodIssue, names: Iterable<string> = []): Explained[] {
  const problem = (message: string, ...more: string[]): Explained => ({
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
