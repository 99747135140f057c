import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod";
import type { $ZodIssue, $ZodType } from "zod/v4/core";
import type { Problem } from "../dialplan/problems.ts";
import { parse } from "./parse.ts";

/**
 * Reads a file, and checks it against its schema and then its entries against each other.
 * @param sections properties that hold entries by name
 * @param check the checks across entries; gets the names of entries that are left out because they are malformed
 */
export function readFile<T extends $ZodType>(
  root: string,
  file: string,
  schema: T,
  sections: string[],
  check: (data: z.output<T>, malformed: Set<string>) => Problem[],
): { data?: z.output<T>; problems: Problem[] } {
  const { value, problems } = readJson(root, file);
  if (problems.length > 0) return { problems };
  const { data, ...parsed } = parse(schema, value, file);
  if (data !== undefined) return { data, problems: check(data, new Set()) };
  const rest = wellFormed(value, parsed.issues, sections);
  const { data: restData } = parse(schema, rest.value, file);
  return {
    problems: [...parsed.problems, ...(restData === undefined ? [] : check(restData, rest.malformed))],
  };
}

/** What is left of a file without its malformed entries: a person should hear of every problem at once. */
function wellFormed(
  value: unknown,
  issues: $ZodIssue[],
  sections: string[],
): { value: unknown; malformed: Set<string> } {
  const rest = structuredClone(value);
  const malformed = new Set<string>();
  for (const issue of issues) {
    const [section, name] = issue.path.map(String);
    if (issue.code === "unrecognized_keys" && section === undefined) {
      for (const key of issue.keys) remove(rest, key);
    } else if (section !== undefined && name !== undefined && sections.includes(section)) {
      malformed.add(name);
      remove((rest as Record<string, unknown>)[section], name);
    }
  }
  return { value: rest, malformed };
}

function remove(from: unknown, key: string): void {
  if (typeof from === "object" && from !== null) Reflect.deleteProperty(from, key);
}

function readJson(root: string, file: string): { value?: unknown; problems: Problem[] } {
  try {
    return { value: JSON.parse(readFileSync(join(root, file), "utf8")), problems: [] };
  } catch (error) {
    return { problems: [{ file, path: "", message: unreadable(error) }] };
  }
}

function unreadable(error: unknown): string {
  if (error instanceof SyntaxError) return `is not JSON: ${error.message}`;
  if (error instanceof Error && "code" in error && error.code === "ENOENT")
    return "is missing; restore it from git";
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
