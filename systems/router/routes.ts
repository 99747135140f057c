import * as z from "zod/mini";
import { type Explained, explain } from "../../dialplan/explain.ts";
import { nameIn } from "./address.ts";
import { readTwiml } from "./twiml.ts";
import { type Check, clientIdentity, redirectUrl, sid, sipUri, soundUrl, speech } from "./twiml-rules.ts";
import type { Reach } from "./urls.ts";
import { forbidden } from "./xml.ts";

/** The file with which a router begins, and into which `dialer routes pull` writes what it routes by now. */
export const routesFile = "assets/router/routes.json";

/** The private asset that has them in a build. */
export const routesPath = "/routes.json";

/** What a call can be answered with, and where that leads. */
const destinations: Record<RouteType, { check: Check; means: string }> = {
  webhook: { check: redirectUrl, means: "The URL that says how the call goes on, such as a Studio flow's." },
  "dial-application": { check: sid("AP", "an application"), means: "The SID of a TwiML application." },
  "dial-client": { check: clientIdentity, means: "The identity of a client of the Voice SDK." },
  "dial-sip": { check: sipUri, means: "The SIP URI to dial." },
  play: { check: soundUrl, means: "The URL of a sound." },
  refer: { check: sipUri, means: "The SIP URI that the caller's own system is to call instead." },
  say: { check: speech, means: "What is said." },
  twiml: { check: checkTwiml, means: "A TwiML document." },
};

export const routeTypes = [
  "webhook",
  "dial-application",
  "dial-client",
  "dial-sip",
  "play",
  "refer",
  "say",
  "twiml",
] as const;
export type RouteType = (typeof routeTypes)[number];

/** How calls to an address are answered. */
export interface Route {
  type: RouteType;
  destination: string;
}

export interface AddressedRoute extends Route {
  address: string;
  comment?: string | undefined;
}

/** All routes: each address has its own, and one is for all others. */
export interface Routes {
  routes: AddressedRoute[];
  default: Route;
}

function checkTwiml(text: string, reach: Reach): string | undefined {
  const read = readTwiml(text, reach);
  if (!Array.isArray(read)) return undefined;
  return inWords(read);
}

const address = z.string().check(
  z.minLength(1, "must not be empty"),
  z.maxLength(255, "is longer than 255 characters"),
  z.refine(
    (text) => text === "" || nameIn(text) === text,
    "is no address as calls have it; write +15035550123 or sales, without sip: and without the host",
  ),
  z.describe("The user part of the SIP address that is called."),
);
const comment = z.optional(
  z.string().check(z.maxLength(1_000, "is longer than 1000 characters"), z.describe("For people.")),
);

/** A union of what each type may be, with what all have in common. */
function routeOf<Shape extends z.core.$ZodShape>(shape: Shape, reach: Reach) {
  const one = (type: RouteType) => {
    const { check, means } = destinations[type];
    const checked = (text: string, context: z.core.$RefinementCtx<string>) => {
      const message = forbidden.test(text) ? "has a character that XML cannot hold" : check(text, reach);
      if (message) context.addIssue({ code: "custom", message, input: text });
    };
    const destination = z.string().check(z.superRefine(checked), z.describe(means));
    return z.strictObject({ ...shape, type: z.literal(type), destination });
  };
  const [first, ...others] = routeTypes;
  const error = `must be one of ${routeTypes.join(", ")}`;
  return z.discriminatedUnion("type", [one(first), ...others.map(one)], { error });
}

/** What a file of routes must be. */
export function routesSchema(reach: Reach) {
  return z
    .strictObject({
      $schema: z.optional(z.string()),
      routes: z
        .array(routeOf({ address, comment }, reach))
        .check(z.describe("Each address has its own route.")),
      default: routeOf({}, reach).check(z.describe("For calls to all other addresses.")),
    })
    .check(
      z.superRefine(({ routes }, context) => {
        const first = new Map<string, number>();
        for (const [index, { address }] of routes.entries()) {
          const known = first.get(address);
          const message = `is the address of routes.${known} as well; each may have one route`;
          const path = ["routes", index, "address"];
          if (known === undefined) first.set(address, index);
          else context.addIssue({ code: "custom", message, path, input: address });
        }
      }),
      z.describe("How the router answers calls, by the address that is called."),
    );
}

const names = ["routes", "default", "address", "comment", "type", "destination"];

/** Routes that somebody wants to save, or everything that is wrong with them. */
export function checkRoutes(value: unknown, reach: Reach): Routes | Explained[] {
  const parsed = routesSchema(reach).safeParse(value, { reportInput: true });
  if (!parsed.success) return parsed.error.issues.flatMap((issue) => explain(issue, names));
  const { routes, default: otherwise } = parsed.data;
  return { routes, default: otherwise };
}

/** Problems in one line. */
export function inWords(problems: Explained[]): string {
  return problems.map(({ path, message }) => [path, message].filter(Boolean).join(": ")).join("; ");
}

/** What a build must have as its asset: more is not asked, so that one wrong route does not take the others with it. */
const routing = z.object({
  routes: z.array(z.looseObject({ address: z.string() })),
  default: z.optional(z.unknown()),
});

/** What is known of an address. */
export interface Found {
  /** Such as `routes.3`, or `default`. */
  place: string;
  /** The route, or what is wrong with it. */
  route: Route | Explained[];
}

type ReadRoute = (written: unknown) => Found["route"];

function readerOf(schema: z.ZodMiniType<Route>): ReadRoute {
  return (written) => {
    const parsed = schema.safeParse(written, { reportInput: true });
    if (!parsed.success) return parsed.error.issues.flatMap((issue) => explain(issue, names));
    const { type, destination } = parsed.data;
    return { type, destination };
  };
}

/** Routes by address, as they are looked up in a call. */
export class Routing {
  readonly #default: unknown;
  readonly #routes: Map<string, { place: string; written: object }>;
  readonly #readAddressed: ReadRoute;
  readonly #readDefault: ReadRoute;

  /**
   * @param value the routes, of which only those that are asked for are checked
   * @throws if it is no file of routes
   */
  constructor(value: unknown, reach: Reach) {
    const parsed = routing.safeParse(value, { reportInput: true });
    if (!parsed.success) throw new Error(inWords(parsed.error.issues.flatMap((issue) => explain(issue))));
    const { routes, default: otherwise } = parsed.data;
    this.#default = otherwise;
    // The first of an address counts, as in a list that is read from its top.
    const inOrder = routes.map(
      (written, index) => [written.address, { place: `routes.${index}`, written }] as const,
    );
    this.#routes = new Map(inOrder.reverse());
    this.#readAddressed = readerOf(routeOf({ address, comment }, reach));
    this.#readDefault = readerOf(routeOf({}, reach));
  }

  /** The route of an address: its own, or the one for all others. */
  find(called: string): Found {
    const own = this.#routes.get(called);
    return own
      ? { place: own.place, route: this.#readAddressed(own.written) }
      : { place: "default", route: this.#readDefault(this.#default) };
  }
}
