import { adoptable, adopted, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { inService, inServiceRules } from "./inside.ts";

/**
 * A Sync map: JSON objects under keys. Its items belong to the running programs; the map is theirs to fill.
 * https://www.twilio.com/docs/sync/api/map-resource
 */
export class SyncMap extends resource("twilio:sync:Map", {
  inputs: { ...inService, ...adoptable },
  outputs: { ...identity, ...adopted },
  ...inServiceRules,
}) {}
