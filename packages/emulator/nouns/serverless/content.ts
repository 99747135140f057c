import type { Resource } from "../../store/index.ts";

export const functionVersionKind = "serverless/Services/Functions/Versions";
export const assetVersionKind = "serverless/Services/Assets/Versions";

/** What a version holds; kept beside its properties because Twilio never lists it. */
export interface Content {
  bytes: Buffer;
  contentType: string | undefined;
}

export const contentOf = (version: Resource) => version.hidden.content as Content;
