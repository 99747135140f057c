/** What passes between the gateway and the threads that run functions. */

/** A deployment as a thread needs it. */
export interface Program {
  /** Path of each function (`/menu`) and the file it is in. */
  functions: Record<string, string>;
  /** Path of each private asset and the file it is in. */
  assets: Record<string, string>;
  /** Packages that functions may load. */
  dependencies: string[];
  /** Where the emulator listens: the thread's Twilio clients are led there. */
  apiUrl: string;
}

/** One request to a function. */
export interface Invocation {
  id: number;
  /** Path of the function. */
  path: string;
  /** Variables and what Twilio adds to them. */
  context: Record<string, string>;
  event: Record<string, unknown>;
  /** How far the emulator's clock is ahead of the machine's, in milliseconds. */
  ahead: number;
}

/** What a function answers over HTTP. */
export interface FunctionAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Uint8Array;
}

export type Level = "INFO" | "WARN" | "ERROR";

/** What a thread reports. */
export type Report =
  | { type: "started" }
  | { type: "log"; level: Level; message: string }
  | { type: "answer"; id: number; answer: FunctionAnswer };
