import type { SipDomain } from "../network.ts";
import { localAddress } from "../phones/authenticate.ts";
import type { SipCaller } from "./place.ts";

/**
 * Parameters that calls from the telephone network have beside the usual ones. Twilio looks up places; the
 * emulator knows the country only and leaves the others empty, as Twilio does for numbers it cannot place.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export function geographicParams(from: string, to: string): Record<string, string> {
  const places = (role: string, number: string) => ({
    [`${role}City`]: "",
    [`${role}State`]: "",
    [`${role}Zip`]: "",
    [`${role}Country`]: countryOf(number),
  });
  return { ...places("From", from), ...places("To", to), ...places("Caller", from), ...places("Called", to) };
}

function countryOf(number: string): string {
  if (number.startsWith("+1")) return "US";
  if (number.startsWith("+52")) return "MX";
  if (number.startsWith("+44")) return "GB";
  return "";
}

/** Parameters of calls to a SIP domain. Whoever showed no credential has no `SipUsername`. https://www.twilio.com/docs/voice/api/sip-twiml */
export function sipParams(
  domain: SipDomain,
  { sip: username, address = localAddress }: SipCaller,
  callId: string,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  const custom = Object.entries(headers)
    .filter(([name]) => /^x-/i.test(name))
    .map(([name, value]) => [`SipHeader_${name}`, value] as const);
  return {
    SipDomain: domain.domainName,
    SipDomainSid: domain.sid,
    ...(domain.authentication.calls.mapped && { SipUsername: username }),
    SipCallId: callId,
    SipSourceIp: address,
    ...Object.fromEntries(custom),
  };
}
