import { formatTwiml, parseXml } from "@dialer/emulator/twiml";
import type { Call } from "./call.ts";
import { describe } from "./describe.ts";
import type { Difference } from "./differences.ts";
import type { Step } from "./walk.ts";

/** A call from its first request to where it rings, waits or ends. */
export function callReport({ from, to, environment }: Call, steps: Step[], unused: string[]): string {
  const blocks = steps.map((step) => {
    const pressed = step.keys === undefined ? "" : ` after ${step.keys === "" ? "silence" : step.keys}`;
    return [`${step.asked}${pressed}`, `  ${describe(step)}`, indent(formatTwiml(parseXml(step.twiml)))].join(
      "\n",
    );
  });
  const left = unused.length > 0 ? [`Nobody waited for the keys ${unused.join(", ")}.`] : [];
  return `${[`${from} calls ${to} (${environment})`, ...blocks, ...left].join("\n\n")}\n`;
}

const indent = (text: string) => text.replace(/^/gm, "    ");

/**
 * What has changed, as a diff: `-` before, `+` after. What changes alike for several callers, or for several things they do,
 * is told once.
 */
export function differencesReport(differences: Difference[]): string {
  if (differences.length === 0) return "no call changes\n";
  const alike = merged(differences, ({ what }) => what, "who");
  const blocks = merged(alike, ({ who }) => who, "what").map(({ who, what, before, after }) =>
    [`${who}: ${what}`, ...marked("-", before), ...marked("+", after)].join("\n"),
  );
  return `${blocks.join("\n\n")}\n\n${count(differences.length)}\n`;
}

const count = (calls: number) => (calls === 1 ? "1 call changes" : `${calls} calls change`);

function marked(mark: string, text = "there is none"): string[] {
  return text.split("\n").map((line) => `${mark} ${line}`);
}

/** Joins differences that change from the same to the same, and have something in common. */
function merged(
  differences: Difference[],
  common: (difference: Difference) => string,
  joined: "who" | "what",
): Difference[] {
  const groups = new Map<string, Difference[]>();
  for (const each of differences) {
    const key = JSON.stringify([common(each), each.before, each.after]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, [joined]: group.map((each) => each[joined]).join(", ") }] : [];
  });
}
