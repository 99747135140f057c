import { type Directory, type Phone, phoneOf } from "./directory.ts";
import type { EmergencyDecision, EmergencyNumber } from "./emergency.ts";
import type { NumberRefusal } from "./numbers.ts";

/** What is known of the network when a call comes: decisions follow from this and from the call. */
export interface NetworkView {
  /** The environment that takes the call. */
  environment: string;
  directory: Directory;
}

/** What becomes of a call. */
export type Verdict =
  /** A menu, or queue, of the network's own, by name. */
  | { action: "enter-menu"; context: string }
  /** A menu behind the trunk, by name. */
  | { action: "dial-context"; context: string; callerId: string; emergency: boolean }
  /** Phones of the network, all at once; without a caller ID they see the caller's. */
  | { action: "dial-phones"; phones: RingingPhone[]; callerId?: string }
  /**
   * The numbers in turn until a call goes through; `timeLimit` in seconds, left out: none; `budget`: the minutes that the
   * phone has in a day, left out: they do not count.
   */
  | { action: "dial-number"; numbers: string[]; callerId?: string; timeLimit?: number; budget?: number }
  | { action: "refuse"; reason: Refusal };

/** What becomes of an emergency call: it is made with the caller IDs in turn until it goes through. */
export type EmergencyVerdict =
  | { action: "dial-emergency"; number: EmergencyNumber; callerIds: string[] }
  | { action: "refuse"; reason: EmergencyRefusal };

export interface RingingPhone {
  extension: string;
  /** Whether it registers on the SIP domain with emergency calling. */
  emergency: boolean;
  /** Where it is called if it does not register: a SIP URI, or `client:<extension>` for a browser. */
  uri?: string;
}

export type EmergencyRefusal = `emergency-${Extract<EmergencyDecision["attempts"], string>}`;

export type Refusal =
  | "unknown-extension"
  | "caller-mismatch"
  | "may-not-call"
  | "not-a-number"
  | "unknown-service"
  | "number-not-in-service"
  | "budget-spent"
  | "too-many-calls"
  | NumberRefusal;

/** Rules in a fixed order, each with its name. The last one must decide every call. */
export type Rules<Call, Rule extends string = string> = readonly (readonly [
  rule: Rule,
  verdict: (call: Call) => Verdict | undefined,
])[];

/** The verdict of the first rule that has one, with the rule's name. */
export function decide<Call, Rule extends string>(
  rules: Rules<Call, Rule>,
  call: Call,
): Verdict & { rule: Rule } {
  for (const [rule, verdict] of rules) {
    const found = verdict(call);
    if (found) return { ...found, rule };
  }
  throw new Error("The last rule must decide every call.");
}

/**
 * The phones that ring at a number: those of this environment that may be called, and none at the main number.
 * @returns nothing if it is no number of phones of this environment
 */
export function phonesAt(
  number: string,
  { environment, directory: { main, phones } }: NetworkView,
): RingingPhone[] | undefined {
  if (number === main) return undefined;
  const there = Object.entries(phones).filter(
    ([, phone]) => phone.callerId === number && phone.environment === environment,
  );
  if (there.length === 0) return undefined;
  return there.flatMap(([extension, phone]) => (mayBeCalled(phone) ? [ringing(extension, phone)] : []));
}

function mayBeCalled({ canBeCalled = true }: Phone): boolean {
  return canBeCalled;
}

function ringing(extension: string, { emergency, uri }: Phone): RingingPhone {
  return { extension, emergency, ...(uri !== undefined && { uri }) };
}

/** A menu of this name: the network's own if it has one, else the one behind the trunk. */
export function menuOf(
  context: string,
  { callerId, emergency }: { callerId: string; emergency: boolean },
  { directory: { contexts } }: NetworkView,
): Verdict {
  return contexts.includes(context)
    ? { action: "enter-menu", context }
    : { action: "dial-context", context, callerId, emergency };
}

/**
 * A phone of the network, by its extension; nothing if there is none in this environment that may be called.
 * @param callerId what it is shown; left out: the caller's own
 */
export function phoneVerdict(
  extension: string,
  { environment, directory }: NetworkView,
  callerId?: string,
): Verdict | undefined {
  const phone = phoneOf(directory, extension);
  if (phone?.environment !== environment || !mayBeCalled(phone)) return undefined;
  const phones = [ringing(extension, phone)];
  return { action: "dial-phones", phones, ...(callerId !== undefined && { callerId }) };
}

/** The menu that answers calls to the main number. */
export const incomingContext = "incoming";

/** The menu, or queue, that 0 leads to. */
export const operatorContext = "operator";
