import { adoptable, adopted, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { version, versioned, versionedRules } from "./content.ts";

/**
 * A Twilio Function with its current version: JavaScript that a build can hold. It answers requests once a build that
 * holds its version is deployed.
 * https://www.twilio.com/docs/serverless/api/resource/function
 */
// biome-ignore lint/suspicious/noShadowRestrictedNames: it is Twilio's noun; programs write `serverless.Function`.
export class Function extends resource("twilio:serverless:Function", {
  inputs: { ...versioned, ...adoptable },
  outputs: { ...identity, ...adopted, ...version },
  ...versionedRules,
}) {}
