import { createHmac } from "node:crypto";

/**
 * The password with which a browser gets its tokens. Nobody has to keep it: it follows from the secret of the API key
 * that signs them, and changes with it.
 */
export function browserPassword(extension: string, apiKeySecret: string): string {
  return createHmac("sha256", apiKeySecret).update(`password of ${extension}`).digest("base64url");
}
