import { z } from "zod";
import { identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

const parameters = () => z.record(z.string(), z.unknown()).default({});

/**
 * Any resource of Twilio's REST API that has no resource of its own here, by the words of Twilio's documentation: a
 * product, the path of a collection, and parameters. A preview checks them by Twilio's API definition. Parameters that
 * the program does not set are left as they are; one is unset by the empty text. A path that names settings, of which
 * there is one only, takes them over as they are and leaves them as they are when it is deleted.
 * https://www.twilio.com/docs/usage/api
 */
export class Resource extends resource("twilio:rest:Resource", {
  inputs: {
    /** The first label of the host in Twilio's documentation, such as `api` or `conversations`. */
    product: z
      .string()
      .regex(/^[a-z0-9-]+$/, "must be the first label of a host, such as api or conversations"),
    /**
     * The path to which Twilio's documentation posts, such as `/v1/Services`. `{AccountSid}` stands for the account in use.
     */
    path: z
      .string()
      .min(1)
      .overwrite((path) => `/${path.replace(/^\/|\/$|\.json$/g, "")}`),
    /** The parameters by Twilio's own names, such as `FriendlyName`. Default: none. */
    parameters: parameters(),
    /** Parameters that are kept secret. Twilio mostly does not tell them: changes of them by hand are then not seen. Default: none. */
    secretParameters: parameters(),
    /** The names of parameters whose change makes a new one, beside those that Twilio cannot change. Default: none. */
    replaceOn: z.array(z.string()).default([]),
    /** The names of properties in Twilio's answers that are secret, beside those that are called so. Default: none. */
    hide: z.array(z.string()).default([]),
  },
  outputs: {
    ...identity,
    /** The path of the collection that it is in. */
    collection: z.string(),
    /** What stands at the end of its own path: its SID, or its name where Twilio gives it none. */
    key: z.string(),
    /** All that Twilio tells of it and is not secret, by Twilio's own names, such as `friendly_name`. */
    properties: z.record(z.string(), z.unknown()),
    /** What Twilio tells of it that is secret. */
    hidden: z.record(z.string(), z.unknown()),
  },
  id: ["product", "collection", "key"],
  idPath: "collection",
  naturalKey: ["product", "path"],
  replaceOnChanges: ["product", "path"],
  entryByEntry: ["parameters", "secretParameters"],
  secrets: ["secretParameters", "hidden"],
  writeOnly: ["secretParameters"],
  changesWith: {
    properties: ["parameters", "secretParameters", "hide"],
    hidden: ["parameters", "secretParameters", "hide"],
  },
}) {}
