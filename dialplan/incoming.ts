import {
  decide,
  incomingContext,
  menuOf,
  type NetworkView,
  phonesAt,
  type Rules,
  type Verdict,
} from "./decision.ts";
import { toE164 } from "./numbers.ts";
import { dialled } from "./sip-uri.ts";

/** What the rules see of a call. */
interface Incoming {
  /** The called number, E.164. */
  number: string | undefined;
  /** The caller's number, E.164; it may be withheld. */
  caller: string | undefined;
  view: NetworkView;
}

/** The rules in their order. */
const incomingRules = [
  ["main-number", mainNumber],
  ["phones-of-number", phonesOfNumber],
  ["number-not-in-service", () => ({ action: "refuse", reason: "number-not-in-service" })],
] as const satisfies Rules<Incoming>;

export type IncomingDecision = Verdict & { rule: (typeof incomingRules)[number][0] };

/**
 * What becomes of a call that comes in over the telephone network.
 * @param call parameters of Twilio's webhook: the called number and the caller's
 */
export function decideIncoming(
  { To, From }: { To?: unknown; From?: unknown },
  view: NetworkView,
): IncomingDecision {
  return decide(incomingRules, { number: numberIn(To), caller: numberIn(From), view });
}

function numberIn(value: unknown): string | undefined {
  return typeof value === "string" ? toE164(dialled(value)) : undefined;
}

function mainNumber({ number, caller, view }: Incoming): Verdict | undefined {
  if (number !== view.directory.main) return undefined;
  return menuOf(incomingContext, { callerId: caller ?? view.directory.main, emergency: false }, view);
}

function phonesOfNumber({ number, view }: Incoming): Verdict | undefined {
  const phones = number === undefined ? undefined : phonesAt(number, view);
  return phones?.length ? { action: "dial-phones", phones } : undefined;
}
