import type VoiceResponse from "twilio/lib/twiml/VoiceResponse.js";
import type { RingingPhone, Verdict } from "../../../dialplan/decision.ts";
import { type Language, languages } from "../../../dialplan/menu-state.ts";
import type { Direction } from "../../../dialplan/metrics.ts";
import type { DialVariables } from "../../../dialplan/variables.ts";
import type { Event } from "../runtime/runtime.ts";

/** Where phones of the network are called: at the global name of the domain where each registers, or at a URI of their own. */
export function phoneUris(phones: RingingPhone[], variables: DialVariables): string[] {
  return phones.map(
    ({ extension, emergency, uri }) =>
      uri ?? `sip:${extension}@${emergency ? variables.SIP_DOMAIN : variables.SIP_DOMAIN_NONEMERGENCY}`,
  );
}

/**
 * SIP URI of a menu behind the trunk, with what the menu must know of the caller as SIP headers.
 * {@link https://www.twilio.com/docs/voice/twiml/sip#custom-headers}
 */
export function trunkUri(
  { context, callerId, emergency }: Extract<Verdict, { action: "dial-context" }>,
  { TRUNK_HOST, TRUNK_REGION }: DialVariables,
): string {
  const region = TRUNK_REGION ? `;region=${TRUNK_REGION}` : "";
  const headers = new URLSearchParams({ "x-callerid": callerId, "x-enableemergency": String(emergency) });
  return `sip:${context}@${TRUNK_HOST}${region}?${headers}`;
}

/** Where Twilio reports how a call ended. */
export function statusUrl({ direction, extensions, retry, number, meter, language }: StatusArgs): string {
  const query = new URLSearchParams({
    direction,
    extensions: extensions.join(","),
    ...meterParameters(meter),
    ...(language !== languages[0] && { language }),
  });
  if (retry !== undefined) query.set("retry", String(retry));
  if (retry !== undefined && typeof number === "string") query.set("number", number);
  return `/sip-outgoing-status?${query}`;
}

export interface StatusArgs {
  direction: Direction;
  /** The phone that calls, or the phones that are called. */
  extensions: readonly string[];
  /** The attempt to make if this one cannot be connected; left out: none. */
  retry?: number | undefined;
  /** What was dialled in a menu; left out: the call itself says what was dialled. */
  number?: unknown;
  /** Left out: the call does not count against its phone's minutes. */
  meter?: Meter | undefined;
  /** What the caller speaks. */
  language: Language;
}

/** How a call counts. */
export interface Meter {
  /** The day on which it began, UTC. */
  day: string;
  /** Whether minutes were set aside for it. */
  setAside: boolean;
}

/** What the URLs that hear of a call's end say of it. */
export function meterParameters(meter: Meter | undefined): Record<string, string> {
  return meter ? { day: meter.day, ...(meter.setAside && { aside: "yes" }) } : {};
}

/** Which attempt is to be made, from 0: it stands in the URLs that we give Twilio. */
export function attemptOf({ attempt }: Event): number {
  return typeof attempt === "string" && /^\d$/.test(attempt) ? Number(attempt) : 0;
}

/** Says a last word and hangs up. */
export function sayAndHangUp(voice: VoiceResponse, text: string): VoiceResponse {
  voice.say(text);
  voice.hangup();
  return voice;
}
