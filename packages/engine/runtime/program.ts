/** All a program is told about the run it is part of. */
export interface ProgramContext {
  project: string;
  stack: string;
  organization: string;
  /** The project's folder. */
  root: string;
  /** `127.0.0.1:<port>` of the monitor and the engine. */
  address: string;
  config: Record<string, string>;
  secretKeys: string[];
  preview: boolean;
  parallel: number;
  onOutput(stream: "stdout" | "stderr", line: string): void;
}

/** How a program ended. */
export interface ProgramResult {
  ok: boolean;
  /** What went wrong, unless the program has said so itself. */
  message?: string;
}

/** A Pulumi program under way. */
export interface RunningProgram {
  ended: Promise<ProgramResult>;
  /** Ends it now, if it has not ended. */
  kill(): Promise<void>;
}

export type Program = (context: ProgramContext) => RunningProgram;
