import * as z from "zod/mini";
import type { Event } from "./runtime.ts";

const asked = z.object({ request: z.object({ headers: z.record(z.string(), z.unknown()) }) });

/** A header of the request that a function answers, by its name in small letters; empty if it has none. */
export function requestHeader(event: Event, name: string): string {
  const { success, data } = asked.safeParse(event);
  const value = success && data.request.headers[name];
  return typeof value === "string" ? value : "";
}
