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

/** Where events go. It may not throw, and nobody who waits on the telephone may wait for it. */
export type MetricSink = (event: MetricEvent) => void;

/** A sink that costs nothing: a line in the function's log. */
export const logSink: MetricSink = (event) => console.log(JSON.stringify(event));

export interface EndedCall {
  direction: Direction;
  status: DialStatus;
  /** The phone that called, or the phones that were called. */
  extensions: string[];
  environment: string;
  at: Date;
}

/** The events of a call that has ended: that there was one, and for each phone how it ended. */
export function callEvents({ direction, status, extensions, environment, at }: EndedCall): MetricEvent[] {
  const event = (channel: string, name: string): MetricEvent => ({
    timestamp: at.toISOString(),
    hostname: `twilio-sip-server-${environment}`,
    event: { Event: "UserEvent", Channel: channel, UserEvent: name },
  });
  return [
    event(extensions.join(","), `${direction}_call`),
    ...extensions.map((extension) => event(extension, `${direction}_dialstatus_${status}_${extension}`)),
  ];
}
