import { z } from "zod";
import type { Gateway, HttpAnswer } from "./server.ts";

/** What answers at `GET /emulator/faults` and the like: a JSON body in (or the query, when there is none), something to write as JSON out. */
export type JsonRoutes = Readonly<Record<string, (body: unknown) => unknown>>;

/** Answers a table of routes; `undefined` for all others. A wrong body is answered with 400 and what is wrong. */
export function jsonRoutes(
  routes: JsonRoutes,
): (...request: Parameters<Gateway>) => Promise<HttpAnswer> | undefined {
  return ({ method, url, body }) => {
    const name = `${method} ${url.pathname}`;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    const asked = () =>
      body.length === 0 ? Object.fromEntries(url.searchParams) : JSON.parse(body.toString());
    return route && answer(async () => route(asked()));
  };
}

async function answer(work: () => Promise<unknown>): Promise<HttpAnswer> {
  try {
    return json(200, (await work()) ?? {});
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { message: z.prettifyError(error) });
    return json(400, { message: error instanceof Error ? error.message : String(error) });
  }
}

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body),
});
