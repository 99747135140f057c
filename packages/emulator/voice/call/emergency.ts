import { type EmergencyNumber, normalizeNumber } from "../address.ts";
import type { OwnedNumber } from "../network.ts";
import type { Flow } from "./flow.ts";
import { answerOf, type LegPlan, refusedLeg } from "./leg.ts";

/**
 * Dollars for an emergency call without a registered address; the call reaches a national centre that asks
 * where.
 */
const unregisteredCharge = 75;

/**
 * A leg to 911, or to 933 that reads the address back. The address is that of the *calling* number.
 * https://www.twilio.com/docs/voice/sip/emergency-calling
 */
export function emergencyLeg(flow: Flow, number: EmergencyNumber, given: string | undefined): LegPlan {
  const { origin } = flow.call.setup;
  const written = given ?? (origin.kind === "sip" ? origin.user : flow.call.setup.from);
  const leg = { kind: "number", to: number, callerId: written } as const;
  if (origin.kind === "sip" && !origin.domain.emergencyCallingEnabled) {
    const detail = `${number}: emergency calling is not enabled on ${origin.domain.domainName}`;
    return refusedLeg(leg, { code: 13225, detail }, 403);
  }
  const calling = callingNumber(flow, written);
  if (!calling) {
    const detail = `"${written}" calls ${number} but is no number of this account: give <Dial> a callerId that is`;
    return refusedLeg(leg, { code: 13214, detail }, 403);
  }
  const { phoneNumber, emergencyAddress: address } = calling;
  const charge = number === "911" && address === undefined ? unregisteredCharge : 0;
  const answer = answerOf(flow.world.parties.find(number));
  const isReadBack = number === "933" && answer.status === "answered";
  return {
    ...leg,
    callerId: phoneNumber,
    emergency: { number, callingNumber: phoneNumber, charge, ...(address === undefined ? {} : { address }) },
    answer: isReadBack ? { ...answer, says: readBack(phoneNumber, address) } : answer,
  };
}

/** The account's number that calls; a SIP domain may name one for callers that show none. */
function callingNumber({ call, world }: Flow, written: string): OwnedNumber | undefined {
  const { accountSid, origin } = call.setup;
  const own = world.network.number(normalizeNumber(written) ?? "");
  if (own?.accountSid === accountSid) return own;
  const sid = origin.kind === "sip" ? origin.domain.emergencyCallerSid : undefined;
  return sid === undefined ? undefined : world.network.numberBySid(sid);
}

const readBack = (number: string, address: string | undefined) =>
  address === undefined
    ? `You are calling from ${number}. No emergency address is registered for this number.`
    : `You are calling from ${number}. The emergency address registered for this number is ${address}.`;
