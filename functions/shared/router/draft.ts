import type { Routes } from "../../../systems/router/routes.ts";
import type { Context, Event } from "../runtime/runtime.ts";
import { routesOf, storedRoutes } from "./request.ts";
import { RouteVersions } from "./versions.ts";

/**
 * The draft that a request is about: the routes that it brings, else the latest that were saved.
 * @throws {Refused} naming everything that is wrong with it
 */
export async function draftOf(context: Context, event: Event): Promise<Routes> {
  if (event.routes !== undefined) return routesOf(context, event);
  const versions = new RouteVersions(context);
  return storedRoutes(context, await versions.textOf(await versions.latest()));
}
