import { adoptable, adopted, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { version, versioned, versionedRules } from "./content.ts";

/**
 * A Twilio Asset with its current version: a file that functions read or the environment's domain serves. Twilio does
 * not give its content back: a change of it by hand cannot be seen.
 * https://www.twilio.com/docs/serverless/api/resource/asset
 */
export class Asset extends resource("twilio:serverless:Asset", {
  inputs: { ...versioned, ...adoptable },
  outputs: { ...identity, ...adopted, ...version },
  ...versionedRules,
}) {}
