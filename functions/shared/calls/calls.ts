import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { BudgetDecision } from "../../../dialplan/budget.ts";
import { incomingContext } from "../../../dialplan/decision.ts";
import { type Directory, phoneOf } from "../../../dialplan/directory.ts";
import { authenticatedName } from "../../../dialplan/emergency.ts";
import type { IncomingDecision } from "../../../dialplan/incoming.ts";
import { type Language, languages } from "../../../dialplan/menu-state.ts";
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
  place: Place & { directory: Directory },
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
      language: spokenIn(event, place.directory),
    },
    trail: event.trail,
    extension,
    domain: domainIn(event),
    attempt: attemptOf(event),
  });
}

/**
 * What a caller on a phone speaks. Our URLs name the phone and the language that was chosen there; the request with which
 * a call begins is none of ours, and what holds is the phone's.
 */
function spokenIn(event: Event, directory: Directory): Language {
  const begins = event.extension === undefined;
  const phone = begins ? phoneOf(directory, authenticatedName(event)) : undefined;
  return phone?.language ?? languageIn(event);
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
