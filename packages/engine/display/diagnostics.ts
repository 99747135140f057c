import type { DeploymentEvent, Severity } from "../deploy/events.ts";
import type { Operation } from "../deploy/step.ts";
import { parseUrn } from "../state/urn.ts";
import { lookOf, type Paint, type Style } from "./style.ts";

export type Diagnostic = Extract<DeploymentEvent, { kind: "diagnostic" }>;

export interface DiagnosticsOptions {
  paint: Paint;
  /** Columns to break lines at; default: they are not broken. */
  width?: number;
  /** By URN: at what a resource failed. */
  failed: ReadonlyMap<string, Operation>;
}

const severityStyles: Record<Severity, Style> = {
  debug: "dim",
  info: "cyan",
  warning: "yellow",
  error: "red",
};

const indent = "    ";

/** What a person is to read of what was reported: not what is for finding mistakes or only for the moment. */
export function isForPeople({ severity, ephemeral }: Diagnostic, showDebug = false): boolean {
  return (showDebug || severity !== "debug") && !ephemeral;
}

/** What was reported, by resource, each text once below all that it is about, errors last and whole. */
export function formatDiagnostics(diagnostics: Diagnostic[], options: DiagnosticsOptions): string[] {
  const { paint, failed, width } = options;
  if (diagnostics.length === 0) return [];
  const order: Severity[] = ["debug", "info", "warning", "error"];
  const lines = [paint("bold", "Diagnostics:")];
  for (const severity of order) {
    const heading = (urn: string) => {
      const where = urn === "" ? "" : ` ${parseUrn(urn).type} ${paint("bold", parseUrn(urn).name)}`;
      const op = severity === "error" ? failed.get(urn) : undefined;
      const what = op === undefined ? "" : `: ${lookOf(op).doing} failed`;
      return `  ${paint(severityStyles[severity], severity)}${where}${what}`;
    };
    for (const { urns, messages } of byText(diagnostics.filter((each) => each.severity === severity))) {
      lines.push(...urns.map(heading));
      lines.push(...messages.flatMap((message) => textLines(message, width)));
    }
  }
  return lines;
}

/** Resources of which the same is said, together. */
function byText(diagnostics: Diagnostic[]): { urns: string[]; messages: string[] }[] {
  const groups = new Map<string, { urns: string[]; messages: string[] }>();
  for (const [urn, messages] of byResource(diagnostics)) {
    const text = messages.join("\n");
    const group = groups.get(text) ?? { urns: [], messages };
    group.urns.push(urn);
    groups.set(text, group);
  }
  return [...groups.values()];
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

function textLines(message: string, width = Number.POSITIVE_INFINITY): string[] {
  const lines = message.trimEnd().split("\n");
  return lines.flatMap((line) => broken(line, width - indent.length)).map((line) => `${indent}${line}`);
}

/** Breaks a line between words. Indented ones (commands, stack traces) stay whole, as do addresses: both are copied. */
function broken(line: string, width: number): string[] {
  if (line.length <= width || /^\s/.test(line)) return [line];
  const lines: string[] = [];
  for (const word of line.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
