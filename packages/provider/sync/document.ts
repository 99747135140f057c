import { z } from "zod";
import { adoptable, adopted, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";
import { inService, inServiceRules } from "./inside.ts";

/**
 * A Sync document: one JSON object that running programs share. Leave `data` out, or name it in `ignoreChanges`, to
 * leave the content to them.
 * https://www.twilio.com/docs/sync/api/document-resource
 */
export class Document extends resource("twilio:sync:Document", {
  inputs: {
    ...inService,
    /** The content: up to 16 KiB as JSON. Default: left as it is, `{}` when the document is new. */
    data: z
      .record(z.string(), z.unknown())
      .refine((data) => JSON.stringify(data).length <= 16_384, "must be at most 16 KiB as JSON")
      .optional(),
    ...adoptable,
  },
  outputs: { ...identity, ...adopted },
  ...inServiceRules,
  unmanagedWhenUnset: ["data"],
}) {}
