import { RunError } from "@pulumi/pulumi/errors.js";
import type { Explained } from "./explain.ts";

/** Something that is wrong in a file that people edit. */
export interface Problem extends Explained {
  /** Relative to the project, such as `assets/dialer/clients.json`. */
  file: string;
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
