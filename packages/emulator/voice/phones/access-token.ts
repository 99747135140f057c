import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Network } from "../network.ts";

const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  /** Seconds since 1970. */
  exp: z.number(),
  nbf: z.number().optional(),
  grants: z.object({
    identity: z.string(),
    voice: z.object({
      incoming: z.object({ allow: z.boolean() }).optional(),
      outgoing: z.object({ application_sid: z.string() }).optional(),
    }),
  }),
});

const header = z.object({ alg: z.literal("HS256"), typ: z.literal("JWT"), cty: z.literal("twilio-fpa;v=1") });

/** What a browser may do that shows a token. */
export interface Browser {
  accountSid: string;
  identity: string;
  /** The TwiML application that its calls reach; left out: it may make none. */
  applicationSid?: string;
  /** Whether it may be called. */
  incoming: boolean;
  /** Until when it may do so, milliseconds since 1970. */
  expires: number;
}

/**
 * Checks the token with which a browser comes: an account's API key has signed it, and it is of now.
 * https://www.twilio.com/docs/iam/access-tokens
 * Errors: what is wrong with it, with Twilio's code.
 */
export function readAccessToken(token: string, network: Network): Browser {
  const [head = "", body = "", signature = ""] = token.split(".");
  const parsed = z.object({ header, claims }).safeParse({ header: json(head), claims: json(body) });
  if (!parsed.success) throw new Error("20101: this is no access token with a voice grant, signed as HS256");
  const { iss, sub, exp, nbf = 0, grants } = parsed.data.claims;
  const key = network.apiKey(iss);
  if (!key || key.accountSid !== sub)
    throw new Error(`20103: account ${sub} has no API key ${iss}, which is said to have signed the token`);
  const expected = createHmac("sha256", key.secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Error("20107: the signature is not that of the API key");
  const now = network.now() / 1000;
  if (exp <= now) throw new Error("20104: the token has expired");
  if (nbf > now) throw new Error("20105: the token is not yet valid");
  if (!/^\w{1,121}$/.test(grants.identity))
    throw new Error(`31204: "${grants.identity}" is no identity: letters, digits and _ only`);
  const applicationSid = grants.voice.outgoing?.application_sid;
  return {
    accountSid: sub,
    identity: grants.identity,
    incoming: grants.voice.incoming?.allow ?? false,
    expires: exp * 1000,
    ...(applicationSid === undefined ? {} : { applicationSid }),
  };
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
}
