/** Loaded where it is used: it takes as long as all the rest of a function that may not come to use it. */
const crypto = () => import("node:crypto");

/** The HMAC of a text, with SHA-256. */
export async function hmac(key: string, text: string): Promise<Buffer> {
  const { createHmac } = await crypto();
  return createHmac("sha256", key).update(text).digest();
}

/** Whether a secret is what it should be. How long it takes tells its length at most. */
export async function isSecret(given: Buffer, expected: Buffer): Promise<boolean> {
  const { timingSafeEqual } = await crypto();
  return given.length === expected.length && timingSafeEqual(given, expected);
}
