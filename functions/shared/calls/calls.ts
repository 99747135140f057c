import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { BudgetDecision } from "../../../dialplan/budget.ts";
import { incomingContext } from "../../../dialplan/decision.ts";
import { authenticatedName } from "../../../dialplan/emergency.ts";
import type { IncomingDecision } from "../../../dialplan/incoming.ts";
import { languages } from "../../../dialplan/menu-state.ts";
import type { OutgoingDecision } from "../../../dialplan/outgoing.ts";
import { domainIn, languageIn } from "../menus/url.ts";
import type { Event } from "../runtime/runtime.ts";
import { type ConnectArgs, connect } from "./connect.ts";
import { attemptOf, type Meter } from "./dial.ts";

/** Where a call is answered. */
type Place = Pick<ConnectArgs, "variables" | "domainName">;

/**
 * The answer to a call that a phone makes and that has been decided on.
 * @param meter how it counts; left out: it does not
 */
export function connectOutgoing(
  decision: OutgoingDecision | BudgetDecision,
  event: Event,
  place: Place,
  meter?: Meter,
): VoiceResponse {
  const extension = authenticatedName(event);
  return connect(decision, {
    ...place,
    status: {
      direction: "outgoing",
      extensions: [extension],
      number: event.number,
      meter,
      language: languageIn(event),
    },
    trail: event.trail,
    extension,
    domain: domainIn(event),
    attempt: attemptOf(event),
  });
}

/** The answer to a call from outside that has been decided on. */
export function connectIncoming(decision: IncomingDecision, place: Place): VoiceResponse {
  const extensions =
    decision.action === "dial-phones" ? decision.phones.map(({ extension }) => extension) : [incomingContext];
  return connect(decision, {
    ...place,
    status: { direction: "incoming", extensions, language: languages[0] },
  });
}
