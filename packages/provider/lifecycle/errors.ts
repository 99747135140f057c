import { TwilioError } from "../client/errors.ts";
import type { Live } from "./handlers.ts";

/** Thrown by a handler that has made something and could not finish it. */
export class HalfMade extends Error {
  override readonly name = "HalfMade";
  readonly live: Live;
  constructor(live: Live, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.live = live;
  }
}

/** Something exists at Twilio but is not of use (yet). The engine keeps it in state, and the next update goes on. */
export class InitFailed extends Error {
  override readonly name = "InitFailed";
  readonly id: string;
  readonly state: Record<string, unknown>;
  readonly inputs: Record<string, unknown>;
  constructor(id: string, state: Record<string, unknown>, inputs: Record<string, unknown>, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.id = id;
    this.state = state;
    this.inputs = inputs;
  }
}

/** What to do about Twilio's codes: https://www.twilio.com/docs/api/errors */
const ADVICE: Readonly<Record<number, string>> = {
  20001: "Compare the properties with Twilio's documentation of the resource.",
  20003:
    "Check twilio:accountSid and twilio:authToken (or TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN), or the API key and its secret.",
  20403:
    "The account or API key may not do this; look at the account's status and the key's permissions in the console.",
  20429: "Set twilio:maxConcurrentRequests lower, or run fewer deployments of the account at once.",
  21231: "Check domainName: letters, digits and -, followed by .sip.twilio.com.",
  21232:
    "Choose another domainName: no two domains of all Twilio accounts share one. If it is this account's, set adopt: true or import it.",
  21235: "Choose another friendlyName, or set adopt: true.",
  21236: "Remove the domains' mappings of this IP access control list first.",
  21240: "Choose another friendlyName, or set adopt: true.",
  21241: "Remove the domains' mappings of this credential list first.",
  21243:
    "Check username and password: at least 12 characters with a digit, an upper-case and a lower-case letter; 1,000 credentials a list.",
  21421: "Check phoneNumber: E.164, such as +15035550100.",
  21422: "Somebody else has phoneNumber; find another one with getAvailablePhoneNumbers.",
  21615: "The number needs an address: declare a numbers.Address and set addressSid.",
  21628: "Check street, city, region and postalCode; autoCorrectAddress lets Twilio correct them.",
  21631: "The number needs an address in its own country: declare a numbers.Address and set addressSid.",
  21709: "Check alphaSender: 1 to 11 letters, digits, spaces, -, +, _ and &, one letter at least.",
  21710: "The sender is in this messaging service already: set adopt: true, or import it.",
  21712: "The sender is in another messaging service: take it out there first.",
  21649: "The number needs a regulatory bundle: set bundleSid.",
};

/** Says what went wrong with which resource and what to do about it. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const advice = error instanceof TwilioError && error.code !== undefined ? ADVICE[error.code] : undefined;
  return advice === undefined ? error.message : `${error.message}. ${advice}`;
}

/** Takes secrets out of a text. */
export function redact(text: string, secrets: Iterable<unknown>): string {
  let clean = text;
  for (const secret of secrets) {
    if (typeof secret === "string" && secret.length >= 4) clean = clean.replaceAll(secret, "[secret]");
  }
  return clean;
}
