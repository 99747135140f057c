import type { ChangeCounts } from "../deploy/changes.ts";
import type { DeploymentEvent, Severity } from "../deploy/events.ts";
import type { Operation } from "../deploy/step.ts";
import type { PropertyMap } from "../property/value.ts";
import { parseUrn } from "../state/urn.ts";
import { lookOf, type Paint, type Style } from "./style.ts";
import { formatValue } from "./values.ts";

type Diagnostic = Extract<DeploymentEvent, { kind: "diagnostic" }>;

const severityStyles: Record<Severity, Style> = {
  debug: "dim",
  info: "cyan",
  warning: "yellow",
  error: "red",
};

/** What was reported, by resource, errors last and whole. */
export function formatDiagnostics(diagnostics: Diagnostic[], paint: Paint): string[] {
  const shown = diagnostics.filter(({ severity, ephemeral }) => severity !== "debug" && !ephemeral);
  if (shown.length === 0) return [];
  const order: Severity[] = ["info", "warning", "error"];
  const lines = [paint("bold", "Diagnostics:")];
  for (const severity of order) {
    for (const [urn, messages] of byResource(shown.filter((each) => each.severity === severity))) {
      const where = urn === "" ? "" : ` ${parseUrn(urn).type} ${paint("bold", parseUrn(urn).name)}`;
      lines.push(`  ${paint(severityStyles[severity], severity)}${where}`);
      for (const message of messages)
        lines.push(
          ...message
            .trimEnd()
            .split("\n")
            .map((line) => `    ${line}`),
        );
    }
  }
  return lines;
}

function byResource(diagnostics: Diagnostic[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { urn = "", message } of diagnostics) {
    const messages = groups.get(urn) ?? [];
    if (!messages.includes(message)) messages.push(message);
    groups.set(urn, messages);
  }
  return groups;
}

/** The stack's outputs; secrets hidden unless they are asked for. */
export function formatOutputs(outputs: PropertyMap, showSecrets: boolean, paint: Paint): string[] {
  const names = Object.keys(outputs).sort();
  if (names.length === 0) return [];
  const width = Math.max(...names.map((name) => name.length));
  return [
    paint("bold", "Outputs:"),
    ...names.map((name) => `  ${name.padEnd(width)}  ${formatValue(outputs[name] ?? null, { showSecrets })}`),
  ];
}

const order: Operation[] = [
  "create",
  "import",
  "update",
  "replace",
  "delete",
  "read",
  "discard",
  "refresh",
  "read-replacement",
  "import-replacement",
];

/** `+ 3 created, ~ 1 updated, 40 unchanged`. @param preview true: `+ 3 to create` */
export function formatCounts(changes: ChangeCounts, preview: boolean, paint: Paint): string {
  const parts = order.flatMap((op) => {
    const count = changes[op];
    const { symbol, style, plan, done } = lookOf(op);
    return count === undefined ? [] : [paint(style, `${symbol} ${count} ${preview ? plan : done}`)];
  });
  if (changes.same !== undefined) parts.push(`${changes.same} unchanged`);
  return parts.length === 0 ? "nothing" : parts.join(", ");
}
