import { normalizeNumber } from "../address.ts";
import type { Alert } from "../alerts.ts";
import type { Flow } from "./flow.ts";

/**
 * The caller ID of a leg to the telephone network: the one given, else the caller's. It must be a number
 * that the account owns or has verified, or one of the two numbers of a call that came from the telephone
 * network.
 * https://www.twilio.com/docs/voice/twiml/dial#callerid
 */
export function numberCallerId(flow: Flow, given: string | undefined): { callerId: string; alert?: Alert } {
  const { call, world } = flow;
  const written = given ?? callersOwn(flow);
  const callerId = normalizeNumber(written);
  const { origin, accountSid, from, to } = call.setup;
  const passedOn = origin.kind === "number" ? [from, to] : [];
  const allowed =
    callerId !== undefined &&
    (passedOn.includes(callerId) ||
      world.network.number(callerId)?.accountSid === accountSid ||
      world.network.isVerifiedCallerId(accountSid, callerId));
  if (allowed) return { callerId };
  const detail = `"${written}" is neither a number of this account nor a verified caller ID: give <Dial> a callerId`;
  return { callerId: written, alert: { code: 13214, detail } };
}

/**
 * The caller ID of a leg to a SIP address: letters, digits and `+-_.`.
 * https://www.twilio.com/docs/voice/twiml/sip
 */
export function sipCallerId(flow: Flow, given: string | undefined): { callerId: string; alert?: Alert } {
  const callerId = given ?? callersOwn(flow);
  if (/^[A-Za-z0-9+\-_.]+$/.test(callerId)) return { callerId };
  return { callerId, alert: { code: 13247, detail: `"${callerId}" may have letters, digits and +-_. only` } };
}

/** The number the caller shows, or the user name in its address. */
function callersOwn({ call }: Flow): string {
  const { origin, from } = call.setup;
  return origin.kind === "sip" ? origin.user : from;
}
