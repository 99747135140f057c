/**
 * The password with which a browser gets its tokens. Nobody has to keep it: it follows from the secret of the API key
 * that signs them, and changes with it.
 */
export async function browserPassword(extension: string, apiKeySecret: string): Promise<string> {
  // Loaded where it is used: a function loads faster without.
  const { createHmac } = await import("node:crypto");
  return createHmac("sha256", apiKeySecret).update(`password of ${extension}`).digest("base64url");
}
