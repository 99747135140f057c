import type { PropertyValue } from "../property/value.ts";
import type { ShownChange } from "./property-changes.ts";
import { lookOf, type Paint } from "./style.ts";
import { formatLines, formatValue } from "./values.ts";

export interface ChangeOptions {
  paint: Paint;
  showSecrets: boolean;
  /** True: values at full length, on as many lines as they need; false: cut to one line. */
  details: boolean;
}

const shownLength = 80;

/** One property's change: `~ path: from => to`, `+ path: value` or `- path: value`. */
export function formatChange(change: ShownChange, indent: string, options: ChangeOptions): string[] {
  const { paint, details } = options;
  const look = lookOf(change.kind === "add" ? "create" : change.kind);
  const label = `${indent}${paint(look.style, `${look.symbol} ${change.path}`)}: `;
  const place = { indent: `${indent}  `, taken: indent.length + change.path.length + 4 };
  const value = (shown: PropertyValue = null) =>
    details ? formatLines(shown, place, options).join("\n") : formatValue(shown, options, shownLength);
  const sides = { add: [change.to], delete: [change.from], update: [change.from, change.to] }[change.kind];
  const mark = change.replaces ? paint("magenta", "  (replaces)") : "";
  return `${label}${sides.map(value).join(` ${paint("dim", "=>")} `)}${mark}`.split("\n");
}
