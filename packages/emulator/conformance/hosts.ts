import { apiOf, hosts } from "@dialer/openapi";

const products = [
  "accounts",
  "api",
  "events",
  "flex-api",
  "iam",
  "insights",
  "lookups",
  "messaging",
  "monitor",
  "numbers",
  "oauth",
  "pricing",
  "routes",
  "serverless",
  "studio",
  "sync",
  "taskrouter",
  "trunking",
  "voice",
];

const documented = hosts().filter((host) => (apiOf(host)?.routes.length ?? 0) > 0);
const isTelephony = (host: string) => products.includes(host.replace(".twilio.com", ""));

/** Hosts of telephony and messaging, and of what they stand on. */
export const telephony = documented.filter(isTelephony);

/** Hosts of everything else: generic behaviour. */
export const others = documented.filter((host) => !isTelephony(host));
