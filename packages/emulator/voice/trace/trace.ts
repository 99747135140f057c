import type { AlertLevel, CallDirection, CallStatus, HttpMethod } from "../network.ts";

/** Why a request is sent. */
export type WebhookPurpose =
  | "voice"
  | "sms"
  | "fallback"
  | "action"
  | "redirect"
  | "screening"
  | "wait"
  | "status-callback"
  | "recording-status"
  | "conference-status"
  | "announcement"
  | "partial-result"
  | "machine-detection"
  | "usage-trigger";

/** One signed request of Twilio's and what came back. */
export interface WebhookStep {
  kind: "webhook";
  /** Seconds since the call began. */
  at: number;
  purpose: WebhookPurpose;
  /** The call, leg or message it is about. */
  callSid: string;
  method: HttpMethod;
  /** The very URL that was asked and signed, with its query. */
  url: string;
  /** All parameters, whether they went in the query or in the body. */
  params: Record<string, string>;
  /** HTTP status; missing when nothing came back. */
  status?: number;
  /** The body, when it is TwiML or a text. */
  answer?: string;
  /** Twilio's code and sentence when it failed. */
  error?: string;
}

/** A verb that was executed. */
export interface VerbStep {
  kind: "verb";
  at: number;
  verb: string;
  attributes: Record<string, string>;
}

/** Something that the party at this end heard. */
export interface HeardStep {
  kind: "heard";
  at: number;
  by: "say" | "play" | "keys" | "voice";
  /** Words, or the URL of a sound. */
  text: string;
  /** Seconds it took. */
  seconds: number;
}

/** Something that the party did. */
export interface DidStep {
  kind: "did";
  at: number;
  did: "pressed" | "said" | "left a message" | "was sent to" | "hung up";
  text: string;
}

/** A change of the call itself. */
export interface StatusStep {
  kind: "status";
  at: number;
  status: CallStatus;
  /** What the caller's SIP phone was answered. */
  sipResponse?: number;
}

/** Legs that were dialled together; they are in `legs` of the trace. */
export interface DialStep {
  kind: "dial";
  at: number;
  legs: string[];
}

/** A line of the debugger's log. */
export interface AlertStep {
  kind: "alert";
  at: number;
  level: AlertLevel;
  code: number;
  text: string;
}

export type Step = WebhookStep | VerbStep | HeardStep | DidStep | StatusStep | DialStep | AlertStep;

/** An emergency call, or its test. */
export interface EmergencyTrace {
  number: "911" | "933";
  /** The number whose address emergency services get. */
  callingNumber: string;
  /** The address registered for it. */
  address?: string;
  /** Dollars Twilio charges for a call without a registered address; 0 for a test call. */
  charge: number;
}

/** A party that was dialled. */
export interface LegTrace {
  sid: string;
  kind: "number" | "sip" | "client" | "application" | "queue" | "conference";
  /** `+15035550100`, `911`, `sip:user@host;region=us2`, `client:name`. */
  to: string;
  callerId: string;
  /** Headers of the SIP INVITE that the URI asked for, decoded. */
  sipHeaders?: Record<string, string>;
  /** Contacts of the registered phones that rang. */
  phones?: string[];
  status: CallStatus;
  sipResponse?: number;
  /** Seconds since the call began. */
  startedAt: number;
  answeredAt?: number;
  endedAt: number;
  /** Seconds from answer to end. */
  duration: number;
  /** Whether caller and party were connected. */
  bridged: boolean;
  /** Who or what ended it, in words. */
  ended: string;
  emergency?: EmergencyTrace;
  /** The TwiML the party heard before they were connected. */
  screening?: CallTrace;
  /** The call that began at a number of the account's own. */
  inbound?: CallTrace;
}

/** Everything that happened in a call, in order. Plain data, fit for JSON. */
export interface CallTrace {
  sid: string;
  accountSid: string;
  direction: CallDirection;
  from: string;
  to: string;
  /** ISO 8601. */
  startTime: string;
  /** How the call stands at its end. */
  status: CallStatus;
  /** What the caller's SIP phone was answered last: 200, or why not. */
  sipResponse?: number;
  /** Seconds since the call began. */
  answeredAt?: number;
  endedAt: number;
  /** Seconds from answer to end, 0 when never answered. */
  duration: number;
  /** Who or what ended it, in words. */
  ended: string;
  steps: Step[];
  /** All legs, in the order in which they were dialled. */
  legs: LegTrace[];
}

/** What the party heard, in order: words, URLs of sounds, keys. */
export const heard = (trace: CallTrace): string[] =>
  trace.steps.flatMap((step) => (step.kind === "heard" ? [step.text] : []));

/** The requests of a call or message, in order. */
export const webhooks = (trace: Pick<CallTrace, "steps">, purpose?: WebhookPurpose): WebhookStep[] =>
  trace.steps.filter(
    (step): step is WebhookStep =>
      step.kind === "webhook" && (purpose === undefined || step.purpose === purpose),
  );

/** What the debugger logged during a call. */
export const alertsOf = (trace: Pick<CallTrace, "steps">): AlertStep[] =>
  trace.steps.filter((step): step is AlertStep => step.kind === "alert");
