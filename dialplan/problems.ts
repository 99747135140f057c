import { RunError } from "@pulumi/pulumi/errors.js";

/** Something that is wrong in a file that people edit. */
export interface Problem {
  /** Relative to the project, such as `assets/dialer/clients.json`. */
  file: string;
  /** Where in the file, such as `clients.lobby.address`; empty for the whole file. */
  path: string;
  /** What is wrong, and what would be right. Never holds a secret. */
  message: string;
}

/** The network cannot be built as it is described: every problem, one a line. Pulumi shows it without a stack trace. */
export class InvalidNetwork extends RunError {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    const lines = problems.map(
      ({ file, path, message }) => `  ${[file, path, message].filter(Boolean).join(": ")}`,
    );
    const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
    super(`The network is not valid (${count}; nothing was changed):\n${lines.join("\n")}`);
    this.name = "InvalidNetwork";
    this.problems = problems;
  }
}

/** `; did you mean "x"?` for the candidate that is at most two edits away from what was written, else nothing. */
export function didYouMean(written: string, candidates: Iterable<string>): string {
  const [best] = [...candidates]
    .map((candidate) => ({ candidate, edits: editDistance(written.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= 2 && edits < written.length - 1)
    .sort((a, b) => a.edits - b.edits);
  return best ? `; did you mean "${best.candidate}"?` : "";
}

/** Levenshtein's distance: how many characters to insert, remove or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
