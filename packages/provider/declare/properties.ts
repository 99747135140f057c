import { z } from "zod";
import { AssetValue } from "./asset.ts";

const NOT_HTTP = "must be an absolute http:// or https:// URL, such as https://example.com/voice";

/** A SID of Twilio: two letters that say what it names, and 32 hexadecimal digits. */
export const sid = (prefix: string, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
      `must be the SID of ${what}: ${prefix} and 32 hexadecimal digits`,
    );

/** An absolute http or https URL that Twilio is to call. The empty string says: none. */
export const webhookUrl = () =>
  z
    .string()
    .refine((text) => text === "" || isHttpUrl(text), NOT_HTTP)
    .optional();

/** A URL as of {@link webhookUrl} that must be there. */
export const requiredUrl = () => z.string().refine(isHttpUrl, NOT_HTTP);

/** The HTTP method of a webhook. Twilio's own default is POST. */
export const webhookMethod = () => z.enum(["GET", "POST"]).default("POST");

/** A telephone number in E.164 form: https://www.twilio.com/docs/glossary/what-e164. */
export const e164 = () =>
  z.string().regex(/^\+[1-9]\d{1,14}$/, "must be in E.164 form: + and up to 15 digits, such as +15035550100");

/** A moment in ISO 8601, with its offset. */
export const instant = () =>
  z.iso.datetime({ offset: true, error: "must be a time in ISO 8601, such as 2026-01-02T03:04:05Z" });

/** How many characters of a name the mark of the resource that made it takes, at the end: ` [pulumi:0123456789ab]`. */
export const MARK_LENGTH = 22;

/** A name for people, up to 64 characters unless told otherwise. */
export const friendlyName = (max = 64) => z.string().min(1).max(max);

/** The content of a file: `new pulumi.asset.FileAsset("path")` or `new pulumi.asset.StringAsset("text")`. */
export const content = () =>
  z
    .custom<AssetValue>(
      (value) => value instanceof AssetValue,
      "must be a pulumi.asset.FileAsset, StringAsset or RemoteAsset",
    )
    .meta({ title: "Asset" });

/** An object of any properties that JSON can say. */
export const jsonObject = () => z.record(z.string(), z.unknown());

/** The input of every resource that can take over what already exists. */
export const adoptable = {
  /**
   * Takes over what already exists in the account under the same natural key, instead of failing. What was taken
   * over is brought to the declared settings, and is left in place when the resource is deleted. Default: false.
   */
  adopt: z.boolean().default(false),
};

/** The outputs of every resource that can take over what already exists. */
export const adopted = {
  /** Whether the resource existed before and was taken over. A delete then leaves it in place. */
  adopted: z.boolean(),
};

/** The outputs of every resource that Twilio gives a SID. */
export const identity = {
  /** Twilio's SID of the resource. */
  sid: z.string(),
  /** The SID of the account that the resource belongs to. */
  accountSid: z.string(),
};

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "http:" || url.protocol === "https:");
}
