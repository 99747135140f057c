import * as z from "zod/mini";
import { explain } from "../../../dialplan/explain.ts";
import { checkRoutes, type Routes } from "../../../systems/router/routes.ts";
import type { Context, Event } from "../runtime/runtime.ts";
import { Refused } from "./admin.ts";
import { reachOf } from "./routing.ts";

/** A number of a version, in a form or in JSON. */
export const versionNumber = z.pipe(
  z.transform((value) => (typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value)),
  z.int("must be the number of a version").check(z.gte(0)),
);

/**
 * The parameters of a request.
 * @throws {Refused} naming every one that is wrong
 */
export function parametersOf<T>(schema: z.ZodMiniType<T>, event: Event): T {
  const parsed = schema.safeParse(event, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => explain(issue));
  throw new Refused(400, "invalid", "The request is wrong.", { problems });
}

/**
 * The routes in a request: as JSON, or as a text that is JSON, which a browser may send without asking first.
 * @throws {Refused} naming everything that is wrong with them
 */
export function routesOf(context: Context, { routes }: Event): Routes {
  return checkedRoutes(context, typeof routes === "string" ? jsonOf(routes) : routes);
}

/** @throws {Refused} naming everything that is wrong with them */
function checkedRoutes(context: Context, value: unknown): Routes {
  const checked = checkRoutes(value, reachOf(context));
  if (!Array.isArray(checked)) return checked;
  const count = checked.length === 1 ? "One problem" : `${checked.length} problems`;
  throw new Refused(400, "invalid", `${count}: nothing was saved.`, { problems: checked });
}

/**
 * The routes that are kept somewhere.
 * @throws {Refused} `unreadable`, naming everything that is wrong with them
 */
export function storedRoutes(context: Context, text: string): Routes {
  return stored(() => checkedRoutes(context, jsonOf(text)));
}

/**
 * What is kept somewhere, whether it is right or not.
 * @throws {Refused} `unreadable`
 */
export function storedJson(text: string): unknown {
  return stored(() => jsonOf(text));
}

function stored<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(
      409,
      "unreadable",
      "What is kept is wrong by now. Save routes that are right.",
      error.more,
    );
  }
}

/** @throws {Refused} if it is none */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `is not JSON: ${error instanceof Error ? error.message : "unknown error"}`;
    throw new Refused(400, "invalid", "The routes are not JSON.", { problems: [{ path: "", message }] });
  }
}
