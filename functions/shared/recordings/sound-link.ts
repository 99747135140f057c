import * as z from "zod/mini";
import { hmac, isSecret } from "../runtime/crypto.ts";
import type { Context, Event } from "../runtime/runtime.ts";

const runtime = z.object({ DOMAIN_NAME: z.string(), AUTH_TOKEN: z.string() });
const link = z.object({
  recording: z.string().check(z.regex(/^RE[0-9a-f]{32}$/)),
  /** Milliseconds since 1970. */
  expires: z.string().check(z.regex(/^\d{13}$/)),
  signature: z.string(),
});

/** How long a link to a sound can be followed, in milliseconds: a week. */
const lifetime = 7 * 24 * 3_600_000;

/**
 * A link to a recording that needs no account, cannot be guessed and expires: Twilio's own can be followed with the
 * account's credentials only. {@link https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file}
 */
export async function soundUrl(context: Context, recording: string, now = Date.now()): Promise<string> {
  const { DOMAIN_NAME, AUTH_TOKEN } = runtime.parse(context);
  const expires = String(now + lifetime);
  const signature = (await sign(AUTH_TOKEN, recording, expires)).toString("base64url");
  return `https://${DOMAIN_NAME}/sound?${new URLSearchParams({ recording, expires, signature })}`;
}

/** The recording that a link stands for; nothing if it was not made here or has expired. */
export async function recordingOf(
  context: Context,
  event: Event,
  now = Date.now(),
): Promise<string | undefined> {
  const { AUTH_TOKEN } = runtime.parse(context);
  const parsed = link.safeParse(event);
  if (!parsed.success) return undefined;
  const { recording, expires, signature } = parsed.data;
  const expected = await sign(AUTH_TOKEN, recording, expires);
  const genuine = await isSecret(Buffer.from(signature, "base64url"), expected);
  return genuine && Number(expires) > now ? recording : undefined;
}

function sign(authToken: string, recording: string, expires: string): Promise<Buffer> {
  return hmac(authToken, `sound ${recording} ${expires}`);
}
