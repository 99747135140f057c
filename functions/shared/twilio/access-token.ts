import type { BrowserVariables } from "../../../dialplan/variables.ts";
import { hmac } from "../runtime/crypto.ts";

/** Seconds for which a token is good: a browser asks for the next one before. */
export const tokenLifetime = 3_600;

export interface TokenArgs {
  accountSid: string;
  variables: BrowserVariables;
  /** The browser's name: its extension. */
  identity: string;
  /** Whether it may be called. */
  incoming: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * A token with which a browser is a client of Twilio's Voice SDK. It may always make calls: the dial plan says which,
 * and emergency calls must go.
 * {@link https://www.twilio.com/docs/iam/access-tokens}
 */
export async function accessToken({
  accountSid,
  variables,
  identity,
  incoming,
  now,
}: TokenArgs): Promise<string> {
  const { API_KEY_SID, API_KEY_SECRET, TWIML_APP_SID } = variables;
  const issued = Math.floor(now / 1_000);
  const voice = {
    ...(incoming && { incoming: { allow: true } }),
    outgoing: { application_sid: TWIML_APP_SID },
  };
  const signed = [
    { typ: "JWT", alg: "HS256", cty: "twilio-fpa;v=1" },
    {
      jti: `${API_KEY_SID}-${issued}`,
      grants: { identity, voice },
      iat: issued,
      exp: issued + tokenLifetime,
      iss: API_KEY_SID,
      sub: accountSid,
    },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = await hmac(API_KEY_SECRET, signed);
  return `${signed}.${signature.toString("base64url")}`;
}
