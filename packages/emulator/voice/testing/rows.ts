import { expect } from "vitest";
import { alertsOf, heard, webhooks } from "../trace/trace.ts";
import type { CallRequest } from "../voice.ts";
import { callTwiml } from "./calls.ts";
import type { FakeAnswer } from "./fake-network.ts";

/** A TwiML document, and the trace it is to leave. What a row does not name is not held, but for alerts: none. */
export interface Row {
  twiml: string;
  request?: Partial<CallRequest>;
  pages?: Record<string, FakeAnswer>;
  /** What people outside do, by address. */
  parties?: Record<string, string>;
  status?: string;
  sipResponse?: number;
  heard?: string[];
  alerts?: number[];
  duration?: number;
  ended?: RegExp;
  asked?: string[];
  /** Who was dialled, and how it ended: `+15035550111 completed`. */
  legs?: string[];
}

/** Says the parameters it was asked with. */
export const echo =
  (...names: string[]): FakeAnswer =>
  ({ body }) => {
    const params = new URLSearchParams(body);
    return `<Response><Say>${names.map((name) => params.get(name) ?? "").join(" ")}</Say></Response>`;
  };

/** Calls a phone with a row's TwiML and compares. */
export async function hold(row: Row): Promise<void> {
  const trace = await callTwiml(
    `<?xml version="1.0"?><Response>${row.twiml}</Response>`,
    row.request,
    row.pages,
    row.parties,
  );
  if (row.status) expect(trace.status).toBe(row.status);
  if (row.sipResponse) expect(trace.sipResponse).toBe(row.sipResponse);
  if (row.heard) expect(heard(trace)).toEqual(row.heard);
  if (row.duration !== undefined) expect(trace.duration).toBe(row.duration);
  if (row.ended) expect(trace.ended).toMatch(row.ended);
  if (row.asked) expect(webhooks(trace).map(({ method, url }) => `${method} ${url}`)).toEqual(row.asked);
  expect(alertsOf(trace).map(({ code }) => code)).toEqual(row.alerts ?? []);
  if (row.legs) expect(trace.legs.map(({ to, status }) => `${to} ${status}`)).toEqual(row.legs);
}
