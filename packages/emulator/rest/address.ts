import { hosts } from "@dialer/openapi";

/** Which host a request means, and what it asks of it. */
export interface Address {
  /** Without edge and region. */
  host: string;
  region: Region;
  /** Begins with a slash; has no query. */
  path: string;
  query: URLSearchParams;
  /** The query exactly as it was sent, with its question mark: signatures are made over it. */
  search: string;
}

const deployed = /^[\w.-]+\.twil\.io$/;
const twilio = /^[\w.-]+\.twilio\.com$/;

/** Is this host one that the emulator stands in for: Twilio's own or a deployed environment's? */
export const isEmulated = (host: string) => twilio.test(host) || deployed.test(host);

/** Why another host cannot be had through the emulator. */
export const elsewhere = (host: string) =>
  `The emulator stands in for *.twilio.com and *.twil.io and leads nowhere else: ${host} is refused. Clients that should reach it need it in NO_PROXY.`;

/** A deployed environment's domain. */
export const isDeployedDomain = (host: string) => deployed.test(host);

/** Where Twilio keeps accounts' resources. https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions */
export const regions = ["us1", "ie1", "au1"] as const;
export type Region = (typeof regions)[number];

/** The region that a host names: `api.dublin.ie1.twilio.com` and `api.ie1.twilio.com` -> `ie1`; `us1` when it names none. */
const regionOf = (host: string): Region =>
  regions.find((region) => host.endsWith(`.${region}.twilio.com`)) ?? "us1";

/**
 * `api.dublin.ie1.twilio.com` and `api.ie1.twilio.com` -> `api.twilio.com`: the emulator has one region and no edges.
 */
function withoutRegion(host: string): string {
  if (!twilio.test(host)) return host;
  const label = host.split(".")[0];
  const global = `${label}.twilio.com`;
  return hosts().includes(global) || label === "serverless-upload" ? global : host;
}

/** Where a request goes when it is not for the emulator itself. */
export type Destination = Address | { elsewhere: string };

/**
 * Reads the host a request means from an absolute URL (as a proxy gets it), from its `Host` header, or from its path
 * (`/<twilio host>/...`). `undefined` when it means the emulator itself.
 */
export function addressOf(target: string, hostHeader: string | undefined): Destination | undefined {
  const url = new URL(target, "http://emulator");
  const isAbsolute = !target.startsWith("/");
  const host = (isAbsolute ? url.hostname : (hostHeader ?? "").replace(/:\d+$/, "")).toLowerCase();
  if (isEmulated(host)) return addressAt(host, url.pathname, url);
  if (isAbsolute && !["127.0.0.1", "localhost", "emulator"].includes(host)) return { elsewhere: host };
  const [, first = "", ...rest] = url.pathname.split("/");
  return isEmulated(first) ? addressAt(first, `/${rest.join("/")}`, url) : undefined;
}

const addressAt = (host: string, path: string, { searchParams, search }: URL): Address => ({
  host: withoutRegion(host),
  region: regionOf(host),
  path,
  query: searchParams,
  search,
});
