import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fixes } from "./fixes.ts";
import type { Document } from "./schema.ts";

const folder = () =>
  join(
    dirname(createRequire(import.meta.url).resolve("@twilio/cli-core/package.json")),
    "src/services/twilio-api",
  );

/** Products whose documents are named differently from their host. */
const hostLabels: Record<string, string> = {
  flex: "flex-api",
  frontline: "frontline-api",
  iam_organizations: "preview-iam",
};

const productOf = (file: string) =>
  file.replace(/^twilio_/, "").replace(/(_(v\d+|sdk|scim|oneconsole))?\.json$/, "");

/** `serverless.twilio.com` for `twilio_serverless_v1.json`. */
const hostOf = (file: string) => {
  const product = productOf(file);
  return `${hostLabels[product] ?? product.replaceAll("_", "-")}.twilio.com`;
};

let filesByHost: Map<string, string[]> | undefined;
const documents = new Map<string, Document[]>();

/** All Twilio hosts that have an API definition. */
export function hosts(): string[] {
  filesByHost ??= Map.groupBy(
    readdirSync(folder()).filter((file) => file.endsWith(".json")),
    hostOf,
  );
  return [...filesByHost.keys()];
}

/**
 * The API definitions of one Twilio host, read from `@twilio/cli-core` when first asked for (13 MB in all,
 * at most 2 MB a host), with the corrections of `fixes.ts`. Empty for a host that Twilio does not have.
 */
export function documentsOf(host: string): Document[] {
  const known = documents.get(host);
  if (known) return known;
  hosts();
  const files = filesByHost?.get(host) ?? [];
  const loaded = files.map((file): Document => JSON.parse(readFileSync(join(folder(), file), "utf8")));
  const fixed = fixes[host]?.(loaded) ?? loaded;
  documents.set(host, fixed);
  return fixed;
}
