import { createHash, timingSafeEqual } from "node:crypto";
import type { Alert } from "../alerts.ts";
import type { SipDomain } from "../network.ts";

/** The realm of Twilio's digest challenges. */
const realm = "sip.twilio.com";

/** Why a phone is refused: the SIP status it gets and what the debugger logs. */
export interface Refusal {
  sipResponse: 403;
  alert: Alert;
}

/** What a phone shows to be let in. */
export interface PhoneCredentials {
  username: string;
  /** Left out, the emulator takes the stored one; an empty text shows none. */
  password?: string;
  /** The IPv4 address it comes from; this machine's own when left out. */
  address?: string;
}

/** The address of a phone on this machine. */
export const localAddress = "127.0.0.1";

/**
 * Checks a phone's user name and password against the credential lists mapped to a domain, for calls or for
 * registrations, by the digest that SIP compares (RFC 3261 section 22), and its address against the IP access control
 * lists. `undefined` when it may. https://www.twilio.com/docs/voice/api/sip-interface#authentication
 */
export function authenticate(
  domain: SipDomain,
  purpose: keyof SipDomain["authentication"],
  { username, password, address = localAddress }: PhoneCredentials,
): Refusal | undefined {
  const { mapped, password: stored, admits } = domain.authentication[purpose];
  if (!mapped && !admits) {
    const detail = `${domain.domainName} has no list mapped for ${purpose}, so nobody is let in: map one`;
    return { sipResponse: 403, alert: { code: 32201, detail } };
  }
  if (admits && !admits(address)) {
    const detail = `${domain.domainName}: no IP access control list that is mapped has ${address}`;
    return { sipResponse: 403, alert: { code: 32201, detail } };
  }
  if (!mapped) return undefined;
  const expected = stored(username);
  if (expected !== undefined && (password === undefined || sameDigest(username, password, expected)))
    return undefined;
  const reason =
    expected === undefined
      ? `no list mapped for ${purpose} has a user ${username}`
      : `wrong password of ${username}`;
  return { sipResponse: 403, alert: { code: 32202, detail: `${domain.domainName}: ${reason}` } };
}

const digest = (username: string, password: string) =>
  createHash("md5").update(`${username}:${realm}:${password}`).digest();

const sameDigest = (username: string, given: string, expected: string) =>
  timingSafeEqual(digest(username, given), digest(username, expected));
