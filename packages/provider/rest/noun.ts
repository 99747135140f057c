import { type Api, apiOf, hosts, type Match, type Operation, type Route, segmentsOf } from "@dialer/openapi";
import type { Problem } from "../properties/check.ts";

/** What Twilio documents of one kind of resource. */
export interface Noun {
  /** Absent where there is one only, which is there from the start. */
  create?: Operation | undefined;
  list?: Operation | undefined;
  fetch?: Operation | undefined;
  update?: Operation | undefined;
  delete?: Operation | undefined;
}

/** What stands for an account as long as it is not known which. */
const ANY_ACCOUNT = `AC${"0".repeat(32)}`;
/** How many documented paths an error names. */
const SUGGESTIONS = 8;

/** A path with the account in use in its place. */
export function located(path: string, accountSid = ANY_ACCOUNT): string {
  return path.replace("{AccountSid}", accountSid);
}

/** The noun of a path, or what is wrong with product or path. */
export function nounAt(product: string, path: string): Noun | Problem {
  const api = product === "serverless-upload" ? undefined : apiOf(`${product}.twilio.com`);
  if (api === undefined) {
    const products = hosts().map((host) => host.replace(/\.twilio\.com$/, ""));
    const reason = `is no product of Twilio's API; there are ${products.toSorted().join(", ")}`;
    return { property: "product", reason };
  }
  const match = api.paths.find(located(path));
  if (match === undefined) {
    return {
      property: "path",
      reason: `is no path that Twilio documents. Near it are ${nearest(api, path)}`,
    };
  }
  return wrongValue(match) ?? nounOf(api, match, path);
}

function wrongValue({ found, values }: Match<Route>): Problem | undefined {
  const wrong = found.owners.findIndex(({ pattern }, index) => pattern?.test(values[index] ?? "") === false);
  const owner = found.owners[wrong];
  if (owner === undefined) return undefined;
  return {
    property: "path",
    reason: `has "${values[wrong]}" where ${found.template} has ${owner.name}, which must match ${owner.pattern?.source}`,
  };
}

function nounOf(api: Api, { found }: Match<Route>, path: string): Noun | Problem {
  const create = operation(found, "create");
  if (create !== undefined && !found.keyed) {
    const one = api.paths.find(`${located(path)}/{Sid}`)?.found;
    const own = one?.keyed ? one : undefined;
    return { create, list: operation(found, "list"), ...operationsOf(own) };
  }
  const settings = operationsOf(found);
  if (settings.update && settings.fetch && !found.keyed) return settings;
  const reason = found.keyed
    ? `names one that exists. Give the path of its collection, ${path.replace(/\/[^/]*$/, "")}, or import it`
    : `is only for reading: Twilio documents ${[...found.operations.keys()].join(", ")}`;
  return { property: "path", reason };
}

const operationsOf = (route: Route | undefined): Noun => ({
  fetch: operation(route, "fetch"),
  update: operation(route, "update"),
  delete: operation(route, "delete"),
});

function operation(route: Route | undefined, action: Operation["action"]): Operation | undefined {
  return route && [...route.operations.values()].find((one) => one.action === action);
}

/** The documented paths that are most like one, of those that something can be made or changed at. */
function nearest({ routes }: Api, path: string): string {
  const wanted = segmentsOf(path);
  return routes
    .filter((route) => !route.keyed && (operation(route, "create") ?? operation(route, "update")))
    .map(({ template }) => template.replace(/\.json$/, ""))
    .toSorted((one, other) => likeness(segmentsOf(other), wanted) - likeness(segmentsOf(one), wanted))
    .slice(0, SUGGESTIONS)
    .join(", ");
}

/** How many segments two paths have in common, and how far their last ones begin alike, less what one is longer. */
function likeness(one: string[], other: string[]): number {
  const common = one.filter((segment) => other.includes(segment)).length;
  const [last = "", wanted = ""] = [one.at(-1), other.at(-1)];
  const start = [...last].findIndex((letter, index) => letter !== wanted[index]);
  const begin = (start < 0 ? last.length : start) / Math.max(1, last.length);
  return common + begin - Math.abs(one.length - other.length) / 2;
}

/** The URL of an operation: the values of a path in its template. */
export function urlOf({ host, template }: Operation, path: string): string {
  const values = segmentsOf(path);
  const filled = segmentsOf(template).map((_, index) => values[index] ?? "");
  return `https://${host}/${filled.join("/")}${template.endsWith(".json") ? ".json" : ""}`;
}
