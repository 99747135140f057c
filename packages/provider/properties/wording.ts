import type { z } from "zod";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const kinds: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What is wrong with a value, in words for who wrote it: where a declaration has none of its own. */
export function wording(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return kinds[issue.expected] && `must be ${kinds[issue.expected]}, not ${kindOf(issue.input)}`;
    case "invalid_value":
      return `must be ${issue.values.map(String).join(" or ")}`;
    case "too_small":
      return issue.minimum === 1 && lengths[issue.origin] !== undefined
        ? "must not be empty"
        : `must be at least ${issue.minimum}${lengths[issue.origin] ?? ""}`;
    case "too_big":
      return `must be at most ${issue.maximum}${lengths[issue.origin] ?? ""}`;
    default:
      return undefined;
  }
}

/** What a limit counts, beside the value itself. */
const lengths: Record<string, string> = { string: " characters long", array: " entries long" };

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return kinds[typeof value] ?? String(value);
}
