import { z } from "zod";
import { content, friendlyName, sid } from "../declare/properties.ts";

/** What functions and assets have in common: both are a name under which versions of a content are uploaded. */
export const versioned = {
  /** The SID of the service that it belongs to. */
  serviceSid: sid("ZS", "a serverless service"),
  /** A name for people. Default: named after the resource. */
  friendlyName: friendlyName(255).optional(),
  /** The path of the URL, beginning with `/`. */
  path: z
    .string()
    .max(255)
    .regex(/^\/[^\s?#]*$/, "must begin with / and hold no white space, ? or #"),
  /** Who may ask for it: `public` everyone, `protected` only Twilio (signed requests), `private` only other functions. */
  visibility: z.enum(["public", "protected", "private"]),
  /** The content of the file. Only changed content is uploaded. */
  content: content(),
};

/** The outputs of functions and assets beside their identity. */
export const version = {
  /** The SID of the uploaded version, for a build. It changes only when content, path or visibility change. */
  versionSid: z.string(),
};

/** What a function and an asset are to Pulumi. */
export const versionedRules = {
  id: ["serviceSid", "sid"],
  naturalKey: ["serviceSid", "path"],
  replaceOnChanges: ["serviceSid"],
  autoname: "friendlyName",
  writeOnly: ["content"],
  changesWith: { versionSid: ["content", "path", "visibility"] },
} as const;
