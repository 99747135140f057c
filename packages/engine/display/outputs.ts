import type { PropertyMap } from "../property/value.ts";
import { type ChangeOptions, formatChange } from "./change-lines.ts";
import { compare } from "./property-changes.ts";
import { formatLines } from "./values.ts";

export type OutputOptions = Omit<ChangeOptions, "details">;

/** All of a stack's outputs; secrets hidden unless they are asked for. */
export function formatOutputs(outputs: PropertyMap, { paint, ...options }: OutputOptions): string[] {
  const names = Object.keys(outputs).sort();
  if (names.length === 0) return [];
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.flatMap((name) => {
    const label = `  ${name.padEnd(width)}  `;
    const place = { indent: "  ", taken: label.length };
    const [first = "", ...rest] = formatLines(outputs[name] ?? null, place, options);
    return [`${label}${first}`, ...rest];
  });
  return [paint("bold", "Outputs:"), ...lines];
}

/** The outputs that become others, each from and to, nested ones by their path; nothing when none does. */
export function formatOutputChanges(from: PropertyMap, to: PropertyMap, options: OutputOptions): string[] {
  const lines = compare(from, to).flatMap((change) =>
    formatChange(change, "  ", { ...options, details: true }),
  );
  return lines.length === 0 ? [] : [options.paint("bold", "Outputs:"), ...lines];
}
