import { dialled, userPart } from "./sip-uri.ts";

/**
 * Emergency calls. This file depends on nothing that can be missing, slow or wrong, and nothing in it throws.
 * {@link https://www.twilio.com/docs/voice/tutorials/emergency-calling-for-programmable-voice}
 */

export type EmergencyNumber = "911" | "933";

/** What is known of the phones when the functions are bundled; it is compiled into them. */
export interface EmergencyPlan {
  /** The network's main number, E.164: the caller ID of phones that have no number of their own. */
  main: string;
  /**
   * By extension: the caller IDs to try, one after the other, or `refuse`. Emergency services are sent to the address
   * at which the caller ID is registered, so none of them may be registered elsewhere than where the phone is.
   */
  extensions: Record<string, string[] | "refuse">;
}

/**
 * What Twilio says of a phone's call: parameters of its webhook. All of it may be missing.
 * {@link https://www.twilio.com/docs/voice/api/sip-domain-resource#http-parameters}
 */
export interface PhoneCall {
  /** SIP URI that was dialled. */
  To?: unknown;
  /** SIP URI of the caller, as the phone claims. */
  From?: unknown;
  /** The name with which the phone authenticated itself. */
  SipUsername?: unknown;
  /** The SIP domain over which it calls. */
  SipDomain?: unknown;
  /**
   * What our answers put into the (signed) URLs of requests that follow: the authenticated name, the SIP domain, and
   * what was dialled in a menu.
   */
  extension?: unknown;
  domain?: unknown;
  number?: unknown;
}

export interface EmergencyDecision {
  number: EmergencyNumber;
  /** The phone that calls, as far as is known. */
  extension: string;
  /** The caller IDs to try in turn, or why the call is not made. */
  attempts: string[] | "refused-by-entry" | "refused-on-test-environment";
}

/** Environments that no public phone is on. There 911 is no emergency; 933, the test call, is dialled all the same. */
const testEnvironments = ["stage", "dev"];

/**
 * The emergency number that was dialled, if it is one: 911 or 933 (which reads back the address on file), also with
 * the country code, and with a 9 in front as on an office phone.
 */
export function emergencyNumber(to: unknown): EmergencyNumber | undefined {
  const number = /^\+?9?1?(911|933)#?$/.exec(dialled(text(to)))?.[1];
  return number as EmergencyNumber | undefined;
}

/**
 * Whether a call is an emergency call, and the caller IDs to make it with.
 *
 * An unknown phone calls with the main number. A call is refused only if the phone's entry says so, or if 911 was
 * dialled and both the environment and the SIP domain of the call say that this is a test environment.
 * @param environment the function's variable ENVIRONMENT, if there is one
 * @returns nothing if it is no emergency call
 */
export function emergencyCall(
  call: PhoneCall,
  plan: EmergencyPlan,
  environment: unknown,
): EmergencyDecision | undefined {
  const number = emergencyNumber(call.To) ?? emergencyNumber(call.number);
  if (!number) return undefined;
  const extension = authenticatedName(call) || claimedName(call);
  if (number === "911" && isTest(environment, text(call.SipDomain) || call.domain)) {
    return { number, extension, attempts: "refused-on-test-environment" };
  }
  const known = Object.hasOwn(plan.extensions, extension) ? plan.extensions[extension] : undefined;
  if (known === "refuse") return { number, extension, attempts: "refused-by-entry" };
  return { number, extension, attempts: known ?? [plan.main, plan.main] };
}

/**
 * The name with which the phone of a call has proved who it is; empty if it has not. A browser has shown a token to
 * Twilio, which then calls it `client:<name>`: that comes first, since what its page adds to a call may have any name.
 */
export function authenticatedName({ SipUsername, From, extension }: PhoneCall): string {
  return browserName(From) || text(SipUsername) || text(extension);
}

/** What a phone has dialled: in a menu, or in the first place. */
export function dialledIn({ number, To }: PhoneCall): string {
  return text(number) || text(To);
}

/** The name that the phone of a call says it has; empty if it says none. */
export function claimedName({ From }: PhoneCall): string {
  return browserName(From) || userPart(text(From));
}

/** The name of a browser, as Twilio gives it. {@link https://www.twilio.com/docs/voice/twiml#request-parameters} */
function browserName(from: unknown): string {
  return /^client:(\w+)$/.exec(text(from))?.[1] ?? "";
}

function isTest(environment: unknown, sipDomain: unknown): boolean {
  const label = text(sipDomain).split(".")[0] ?? "";
  return testEnvironments.some((each) => environment === each && label.endsWith(`-${each}`));
}

/** Webhook parameters are texts; a number can only come from a mistaken caller, and is taken for its digits. */
function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
