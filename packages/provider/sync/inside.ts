import { z } from "zod";
import { sid } from "../declare/properties.ts";

/** What tells a document or a map from all others of its service. */
export const inService = {
  /** The SID of the Sync service that it belongs to. */
  serviceSid: sid("IS", "a Sync service"),
  /** The name that tells it from the others of its kind in the service, up to 320 characters. */
  uniqueName: z.string().min(1).max(320),
};

/** What a document or a map is to Pulumi: neither its service nor its name can change. */
export const inServiceRules = {
  id: ["serviceSid", "sid"],
  naturalKey: ["serviceSid", "uniqueName"],
  replaceOnChanges: ["serviceSid", "uniqueName"],
} as const;
