import type { Writable } from "node:stream";
import { styleText } from "node:util";
import type { Operation } from "../deploy/step.ts";

export type Style = Parameters<typeof styleText>[0];

/** Colours a text, or leaves it as it is where there are to be no colours. */
export type Paint = (style: Style, text: string) => string;

/**
 * @param when as `--color` says; `auto`: when the stream is a terminal and neither NO_COLOR nor its like is set
 */
export function painter(
  when: "always" | "never" | "raw" | "auto",
  stream: Writable & { isTTY?: boolean },
): Paint {
  if (when === "never" || (when === "auto" && !stream.isTTY)) return (_, text) => text;
  if (when === "auto") return (style, text) => styleText(style, text, { stream });
  return (style, text) => styleText(style, text, { validateStream: false });
}

/** When something happens: will it, does it, or has it. */
export type Tense = "plan" | "doing" | "done";

interface Look extends Record<Tense, string> {
  symbol: string;
  style: Style;
  /** What a refresh found that came to this. */
  found: string;
}

const looks: Record<Operation, Omit<Look, "found"> & Partial<Look>> = {
  same: { symbol: " ", style: "dim", plan: "unchanged", doing: "checking", done: "unchanged" },
  create: { symbol: "+", style: "green", plan: "to create", doing: "creating", done: "created" },
  update: {
    symbol: "~",
    style: "yellow",
    plan: "to update",
    doing: "updating",
    done: "updated",
    found: "changed",
  },
  delete: { symbol: "-", style: "red", plan: "to delete", doing: "deleting", done: "deleted", found: "gone" },
  replace: { symbol: "+-", style: "magenta", plan: "to replace", doing: "replacing", done: "replaced" },
  "create-replacement": {
    symbol: "++",
    style: "green",
    plan: "to create as a replacement",
    doing: "creating replacement",
    done: "created replacement",
  },
  "delete-replaced": {
    symbol: "--",
    style: "red",
    plan: "to delete as replaced",
    doing: "deleting original",
    done: "deleted original",
  },
  read: { symbol: ">", style: "cyan", plan: "to read", doing: "reading", done: "read" },
  "read-replacement": {
    symbol: ">>",
    style: "cyan",
    plan: "to read as a replacement",
    doing: "reading for replacement",
    done: "read for replacement",
  },
  discard: { symbol: "<", style: "red", plan: "to forget", doing: "forgetting", done: "forgotten" },
  "discard-replaced": {
    symbol: "<<",
    style: "red",
    plan: "to forget as replaced",
    doing: "forgetting original",
    done: "forgot original",
  },
  refresh: { symbol: "?", style: "cyan", plan: "to read back", doing: "reading back", done: "read back" },
  import: { symbol: "=", style: "green", plan: "to import", doing: "importing", done: "imported" },
  "import-replacement": {
    symbol: "=>",
    style: "green",
    plan: "to import as a replacement",
    doing: "importing replacement",
    done: "imported replacement",
  },
  "remove-pending-replace": {
    symbol: "~",
    style: "dim",
    plan: "to complete the replacement of",
    doing: "completing replacement",
    done: "completed replacement",
  },
};

export function lookOf(op: Operation): Look {
  return { found: looks[op].done, ...looks[op] };
}

/** Seconds as people read them: `0.4s`, `12s`, `2m5s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)}s`;
  if (seconds < 60) return `${Math.round(seconds)}s`;
  return `${Math.floor(seconds / 60)}m${Math.round(seconds % 60)}s`;
}
