import { hosts } from "../openapi/documents.ts";

/** Which host a request means, and what it asks of it. */
export interface Address {
  host: string;
  /** Begins with a slash; has no query. */
  path: string;
  query: URLSearchParams;
  /** The query exactly as it was sent, with its question mark: signatures are made over it. */
  search: string;
}

const deployed = /\.twil\.io$/;
const twilio = /\.twilio\.com$/;

/** Is this host one that the emulator stands in for: Twilio's own or a deployed environment's? */
export const isEmulated = (host: string) => twilio.test(host) || deployed.test(host);

/** A deployed environment's domain. */
export const isDeployedDomain = (host: string) => deployed.test(host);

/**
 * `api.dublin.ie1.twilio.com` and `api.ie1.twilio.com` -> `api.twilio.com`: the emulator has one region and no edges.
 */
export function withoutRegion(host: string): string {
  if (!twilio.test(host)) return host;
  const label = host.split(".")[0];
  const global = `${label}.twilio.com`;
  return hosts().includes(global) || label === "serverless-upload" ? global : host;
}

/**
 * Reads the host a request means from its path (`/<twilio host>/...`), from an absolute URL (as a proxy gets it), or
 * from its `Host` header. `undefined` when it means the emulator itself.
 */
export function addressOf(target: string, hostHeader: string | undefined): Address | undefined {
  const url = new URL(target, "http://emulator");
  const [, first = "", ...rest] = url.pathname.split("/");
  if (isEmulated(first)) {
    return {
      host: withoutRegion(first),
      path: `/${rest.join("/")}`,
      query: url.searchParams,
      search: url.search,
    };
  }
  const host = (url.hostname === "emulator" ? hostHeader : url.hostname)?.replace(/:\d+$/, "").toLowerCase();
  if (!host || !isEmulated(host)) return undefined;
  return { host: withoutRegion(host), path: url.pathname, query: url.searchParams, search: url.search };
}
