import settings from "baked:router";
import { nameIn } from "../../../systems/router/address.ts";
import { type Found, Routing, routesPath } from "../../../systems/router/routes.ts";
import type { Reach } from "../../../systems/router/urls.ts";
import { routerVariables } from "../../../systems/router/variables.ts";
import { readAsset } from "../runtime/assets.ts";
import type { Context } from "../runtime/runtime.ts";

/** Where the routes of this environment may lead. */
export function reachOf(context: Context): Reach {
  const { DOMAIN_NAME } = routerVariables.parse(context);
  return { isOwn: (host) => host === DOMAIN_NAME, hosts: settings.webhookHosts };
}

let routing: Routing | undefined;

/**
 * The route of an address as it is deployed. Routes are read once in the life of a process.
 * @throws if the build has none, or no file of routes
 */
export function routeOf(context: Context, called: string): Found {
  routing ??= new Routing(JSON.parse(readAsset(routesPath)), reachOf(context));
  return routing.find(called);
}

/** Who calls whom, as people write it. */
export interface Names {
  called: string;
  caller?: string | undefined;
}

/** The names in a call's addresses; nothing without an address that is called. */
export function namesIn(to: unknown, from: unknown): Names | undefined {
  const called = nameIn(to);
  return called === undefined ? undefined : { called, caller: nameIn(from) };
}
