/** What became of a leg, as Twilio says. {@link https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus} */
export const dialStatuses = ["completed", "answered", "busy", "no-answer", "failed", "canceled"] as const;
export type DialStatus = (typeof dialStatuses)[number];

export type Direction = "outgoing" | "incoming";

/** An event as the network's statistics take it: that of a telephone exchange. */
export interface MetricEvent {
  /** ISO 8601, UTC. */
  timestamp: string;
  hostname: string;
  event: { Event: "UserEvent"; Channel: string; UserEvent: string };
}

/** Where and when events happened. */
export interface Occasion {
  environment: string;
  at: Date;
}

/** An event of this name, about a channel: an extension, or whatever else it is about. */
export function metricEvent(channel: string, name: string, { environment, at }: Occasion): MetricEvent {
  return {
    timestamp: at.toISOString(),
    hostname: `twilio-sip-server-${environment}`,
    event: { Event: "UserEvent", Channel: channel, UserEvent: name },
  };
}

export interface EndedLeg {
  direction: Direction;
  status: DialStatus;
  /** The phone that called, or the phone that was called. */
  extension: string;
  /** Whether it was the call's first leg: a call counts once. */
  first: boolean;
}

/** The events of a leg that has ended: how it did, and that there was a call. */
export function legEvents(
  { direction, status, extension, first }: EndedLeg,
  occasion: Occasion,
): MetricEvent[] {
  return [
    ...(first ? [metricEvent(extension, `${direction}_call`, occasion)] : []),
    metricEvent(extension, `${direction}_dialstatus_${status}_${extension}`, occasion),
  ];
}

/** The events of a caller who was in menus. */
export function menuEvents(channel: string, contexts: readonly string[], occasion: Occasion): MetricEvent[] {
  return contexts.map((context) => metricEvent(channel, `enter_context_${context}`, occasion));
}
