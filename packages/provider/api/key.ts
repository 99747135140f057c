import { z } from "zod";
import { friendlyName, identity } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * An API key. Twilio tells the secret once, when the key is made: it is kept in state, encrypted, and an import cannot
 * know it. A key whose secret was lost with the answer to its create is deleted and made again.
 * https://www.twilio.com/docs/iam/api-keys/key-resource-v2010
 */
export class Key extends resource("twilio:api:Key", {
  inputs: {
    /** A name for people, up to 40 characters; a mark of the resource follows it at Twilio. Default: named after the resource. */
    friendlyName: friendlyName(40).optional(),
  },
  outputs: {
    ...identity,
    /** The secret, to be used as a password with the SID as user name. Always kept secret. */
    secret: z.string(),
  },
  id: ["sid"],
  naturalKey: ["friendlyName"],
  replaceOnChanges: [],
  secrets: ["secret"],
  autoname: "friendlyName",
}) {}
