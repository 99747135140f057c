import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Emulator } from "@dialer/emulator";

/** What was sent to Twilio during a piece of work. */
export interface Traffic {
  /** How many requests of each kind, such as `POST /v1/Services/*\/Builds`. */
  requests: Map<string, number>;
  writes: number;
  reads: number;
  /** How many connections they came over. */
  connections: number;
  /** How many were under way at once at the most. */
  inFlight: number;
}

const started = "http.server.request.start";
const finished = "http.server.response.finish";

/** Watches what the emulator, which runs in this process, is asked while a piece of work is done. */
export async function watched<T>(
  emulator: Emulator,
  work: () => Promise<T>,
): Promise<{ result: T; traffic: Traffic }> {
  const before = emulator.requests.length;
  const sockets = new Set<unknown>();
  let current = 0;
  let inFlight = 0;
  const onStart = (message: unknown) => {
    sockets.add((message as { request: IncomingMessage }).request.socket);
    inFlight = Math.max(inFlight, ++current);
  };
  const onFinish = () => {
    current--;
  };
  subscribe(started, onStart);
  subscribe(finished, onFinish);
  try {
    const result = await work();
    const entries = emulator.requests.slice(before);
    const requests = new Map<string, number>();
    for (const { method, path } of entries) {
      const kind = `${method} ${path.replace(/[A-Z]{2}[0-9a-f]{32}/g, "*")}`;
      requests.set(kind, (requests.get(kind) ?? 0) + 1);
    }
    const reads = entries.filter(({ method }) => method === "GET").length;
    const traffic = { requests, writes: entries.length - reads, reads, connections: sockets.size, inFlight };
    return { result, traffic };
  } finally {
    unsubscribe(started, onStart);
    unsubscribe(finished, onFinish);
  }
}

/** The kinds of requests with their counts, one a line, the most frequent first. */
export function listRequests({ requests }: Traffic): string {
  return [...requests]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `  ${String(count).padStart(5)}  ${kind}`)
    .join("\n");
}
