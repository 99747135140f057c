import * as z from "zod/mini";
import type { Event } from "./runtime.ts";

/** A header of the request that a function answers, by its name in small letters; empty if it has none. */
export function requestHeader(event: Event, name: string): string {
  const asked = z.object({ request: z.object({ headers: z.object({ [name]: z.string() }) }) });
  const { success, data } = asked.safeParse(event);
  return (success && data.request.headers[name]) || "";
}
