import {
  decide,
  type EmergencyVerdict,
  incomingContext,
  menuOf,
  type NetworkView,
  operatorContext,
  phonesAt,
  type Refusal,
  type Rules,
  type Verdict,
} from "./decision.ts";
import type { DialRules } from "./dial-plan.ts";
import { type Phone, phoneOf } from "./directory.ts";
import {
  authenticatedName,
  claimedName,
  dialledIn,
  type EmergencyPlan,
  emergencyCall,
  type PhoneCall,
} from "./emergency.ts";
import { isTollFree, refusalOf, toE164 } from "./numbers.ts";
import { dialled } from "./sip-uri.ts";

/** What decisions on outgoing calls follow from, but for the call itself. */
export interface OutgoingView extends NetworkView {
  rules: DialRules;
}

/** What the rules see of a call. */
interface Outgoing {
  call: PhoneCall;
  extension: string;
  phone: Phone | undefined;
  /** What was dialled, without any decoration. */
  digits: string;
  view: OutgoingView;
}

/** The rules in their order, after the one for emergency calls. */
const outgoingRules = [
  ["unknown-extension", unknownExtension],
  ["caller-mismatch", callerMismatch],
  ["may-not-call", ofPhone(mayNotCall)],
  ["context", ofPhone(context)],
  ["service", ofPhone(service)],
  ["own-number", ofPhone(ownNumber)],
  ["outside-number", ofPhone(outsideNumber)],
  ["not-a-number", () => ({ action: "refuse", reason: "not-a-number" })],
] as const satisfies Rules<Outgoing>;

export type OutgoingDecision = Verdict & { rule: (typeof outgoingRules)[number][0] };
export type EmergencyRuleDecision = EmergencyVerdict & { rule: "emergency" };

/**
 * What becomes of a call that a phone of the network makes. The rule for emergency calls comes before all others.
 * @param call parameters of Twilio's webhook
 */
export function decideOutgoing(
  call: PhoneCall,
  view: OutgoingView & { emergencyPlan: EmergencyPlan },
): EmergencyRuleDecision | OutgoingDecision {
  return decideEmergency(call, view) ?? decideOrdinary(call, view);
}

function decideEmergency(
  call: PhoneCall,
  { emergencyPlan, environment }: { emergencyPlan: EmergencyPlan; environment: string },
): EmergencyRuleDecision | undefined {
  const found = emergencyCall(call, emergencyPlan, environment);
  if (!found) return undefined;
  const { number, attempts } = found;
  return typeof attempts === "string"
    ? { rule: "emergency", action: "refuse", reason: `emergency-${attempts}` }
    : { rule: "emergency", action: "dial-emergency", number, callerIds: attempts };
}

/** What becomes of a call that is no emergency call. */
export function decideOrdinary(call: PhoneCall, view: OutgoingView): OutgoingDecision {
  const extension = authenticatedName(call);
  const digits = dialled(dialledIn(call));
  return decide(outgoingRules, { call, extension, phone: phoneOf(view.directory, extension), digits, view });
}

function unknownExtension({ phone }: Outgoing): Verdict | undefined {
  return phone ? undefined : refuse("unknown-extension");
}

/** A phone that says it is another one has been tampered with, or set up wrongly. */
function callerMismatch({ call, extension }: Outgoing): Verdict | undefined {
  return claimedName(call) === extension ? undefined : refuse("caller-mismatch");
}

function mayNotCall(_: Outgoing, { canCall = true }: Phone): Verdict | undefined {
  return canCall ? undefined : refuse("may-not-call");
}

function context({ digits, view }: Outgoing, phone: Phone): Verdict | undefined {
  if (digits === "#") return menuOf(phone.context, phone, view);
  if (digits === "0") return menuOf(operatorContext, phone, view);
  return undefined;
}

function service({ digits, view: { rules } }: Outgoing, { callerId }: Phone): Verdict | undefined {
  if (!/^\d{3}$/.test(digits)) return undefined;
  const numbers = Object.hasOwn(rules.services, digits) ? rules.services[digits] : undefined;
  return numbers ? { action: "dial-number", numbers, callerId } : refuse("unknown-service");
}

function ownNumber({ digits, view }: Outgoing, phone: Phone): Verdict | undefined {
  const number = toE164(digits);
  if (number === undefined) return undefined;
  if (number === view.directory.main) return menuOf(incomingContext, phone, view);
  const phones = phonesAt(number, view);
  if (phones?.length === 0) return refuse("number-not-in-service");
  return phones && { action: "dial-phones", phones, callerId: phone.callerId };
}

function outsideNumber({ digits, view: { rules } }: Outgoing, phone: Phone): Verdict | undefined {
  const number = toE164(digits);
  if (number === undefined) return undefined;
  const refusal = refusalOf(number, rules);
  if (refusal) return refuse(refusal);
  const { callerId, dailyMinutes: budget = rules.dailyMinutes } = phone;
  const counts = budget !== "unlimited" && !isTollFree(number, rules);
  const { timeLimit } = rules;
  return { action: "dial-number", numbers: [number], callerId, timeLimit, ...(counts && { budget }) };
}

/** A rule that asks which phone calls. The rules before it have refused calls of none. */
function ofPhone(rule: (outgoing: Outgoing, phone: Phone) => Verdict | undefined) {
  return (outgoing: Outgoing) => outgoing.phone && rule(outgoing, outgoing.phone);
}

function refuse(reason: Refusal): Verdict {
  return { action: "refuse", reason };
}
