/**
 * What a call needs of the account it runs in: the one border between the voice part and the rest of the
 * emulator. Names and values are Twilio's; nothing here knows how they are stored.
 */
export interface Network {
  /** Milliseconds since 1970 on the emulator's clock. */
  now(): number;
  /** Settles when so many milliseconds have passed on that clock, or when nobody waits any more. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** A new SID: two letters and 32 hexadecimal digits. */
  sid(prefix: "CA" | "NO" | "RE" | "QU" | "SM" | "CF"): string;
  /** The token that signs the webhooks of an account. */
  authToken(accountSid: string): string;
  /** A SIP domain by its full name, such as `example.sip.twilio.com`. */
  sipDomain(name: string): SipDomain | undefined;
  /** A telephone number that an account of the emulator owns. */
  number(e164: string): OwnedNumber | undefined;
  /** A number by the SID of its resource. */
  numberBySid(sid: string): OwnedNumber | undefined;
  /** A TwiML application, as a number that stands for it. */
  application(accountSid: string, sid: string): OwnedNumber | undefined;
  /** The secret of an API key, which signs access tokens, and whose it is. */
  apiKey(sid: string): { accountSid: string; secret: string } | undefined;
  /** Whether the account has verified this number as a caller ID (OutgoingCallerIds). */
  isVerifiedCallerId(accountSid: string, e164: string): boolean;
  /**
   * Sends a request of Twilio's to the web. Rejects with a `WebhookError` when it must not or cannot go
   * there.
   */
  fetch(request: WebRequest): Promise<WebAnswer>;
  /** Keeps what a call is now, to be read at Calls.json; the same SID replaces it. */
  recordCall(call: CallRecord): void;
  /** Keeps what a conference is now, to be read at Conferences.json; the same SID replaces it. */
  recordConference(conference: ConferenceRecord): void;
  /** Whether an account may call a number: its dialing permissions. */
  mayDial(accountSid: string, e164: string): boolean;
  /** The queue of this name, which is made if it is not there. */
  queue(accountSid: string, name: string): QueueRecord;
  /** The queue of this name, if there is one. */
  findQueue(accountSid: string, name: string): QueueRecord | undefined;
  /** Sends a text; gives its SID, or `undefined` when the recipient has opted out. */
  sendMessage(message: SmsMessage): string | undefined;
  /** Keeps a recording, to be read at Recordings.json and fetched as a sound. */
  keepRecording(recording: RecordingRecord): void;
  /** Writes into the debugger's log, to be read as Monitor Alerts. */
  recordAlert(alert: AlertRecord): void;
}

/** URLs that Twilio asks during a call. An empty or missing URL means none. */
export interface VoiceConfiguration {
  voiceUrl?: string;
  voiceMethod: HttpMethod;
  voiceFallbackUrl?: string;
  voiceFallbackMethod: HttpMethod;
  statusCallback?: string;
  statusCallbackMethod: HttpMethod;
}

/** URLs that Twilio asks when a message comes in. */
export interface SmsConfiguration {
  smsUrl?: string;
  smsMethod: HttpMethod;
  smsFallbackUrl?: string;
  smsFallbackMethod: HttpMethod;
}

export type HttpMethod = "GET" | "POST";

/** A SIP domain, as a call sees it. */
export interface SipDomain extends VoiceConfiguration {
  sid: string;
  accountSid: string;
  domainName: string;
  sipRegistration: boolean;
  emergencyCallingEnabled: boolean;
  /** The number whose caller ID and address the domain's emergency calls have when their own is none. */
  emergencyCallerSid?: string;
  /** Who may call, and who may register: what is mapped to the domain. */
  authentication: Record<"calls" | "registrations", Authentication>;
}

/** The lists mapped to a domain for one purpose. With neither kind everybody is refused; with both each must agree. */
export interface Authentication {
  /** Whether a credential list is mapped. */
  mapped: boolean;
  /** The password of a user name in one of the lists, or `undefined`. */
  password(username: string): string | undefined;
  /** Whether an IPv4 address is in one of the IP access control lists; left out: none is mapped. */
  admits?: ((address: string) => boolean) | undefined;
}

/** A number of an account's own. */
export interface OwnedNumber extends VoiceConfiguration, SmsConfiguration {
  sid: string;
  accountSid: string;
  phoneNumber: string;
  /** The address that emergency services get. Only there when it is registered for this number. */
  emergencyAddress?: string;
  /** What answers calls instead of URLs and is not emulated, such as an Elastic SIP trunk. */
  answeredBy?: string;
}

/** A request from Twilio to a web server. */
export interface WebRequest {
  method: HttpMethod;
  url: string;
  headers: Record<string, string>;
  /** A form, on POST. */
  body?: string;
}

/** What a web server answers. Names of headers are in small letters. */
export interface WebAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The body as it came, for what is no text. */
  bytes?: Buffer;
  /** Seconds it took on the call's clock, when that is to count; none when left out. */
  seconds?: number;
}

/** States of a call, https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export type CallStatus =
  | "queued"
  | "ringing"
  | "in-progress"
  | "completed"
  | "busy"
  | "failed"
  | "no-answer"
  | "canceled";

export type CallDirection = "inbound" | "outbound-dial" | "outbound-api";

/** A call as the Call resource has it. */
export interface CallRecord {
  sid: string;
  accountSid: string;
  parentCallSid?: string;
  phoneNumberSid?: string;
  from: string;
  to: string;
  direction: CallDirection;
  status: CallStatus;
  /** What machine detection has found. */
  answeredBy?: string;
  /** Milliseconds since 1970. */
  startTime: number;
  endTime?: number;
  /** Seconds between answer and end. */
  duration?: number;
}

/** A conference as the Conference resource has it. Times in milliseconds since 1970. */
export interface ConferenceRecord {
  sid: string;
  accountSid: string;
  name: string;
  startTime: number;
  isStarted: boolean;
  endTime?: number;
  /** The call whose end was that of the conference. */
  endedBy?: string;
}

/** A text that a call sends. */
export interface SmsMessage {
  accountSid: string;
  from: string;
  to: string;
  body: string;
  /** Asked by POST. */
  statusCallback?: string;
}

/** A queue as a call sees it. */
export interface QueueRecord {
  sid: string;
  maxSize: number;
}

/** A recording as the Recording resource has it. */
export interface RecordingRecord {
  sid: string;
  accountSid: string;
  callSid: string;
  source: "RecordVerb" | "DialVerb" | "OutboundAPI" | "Conference";
  channels: 1 | 2;
  /** Seconds. */
  duration: number;
  /** Milliseconds since 1970. */
  startTime: number;
}

/** One line of the debugger's log. */
export interface AlertRecord {
  sid: string;
  accountSid: string;
  /** The call it happened in. */
  resourceSid: string;
  code: number;
  level: AlertLevel;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The webhook by which it came. */
  request?: { method: HttpMethod; url: string; parameters: Record<string, string> };
}

export type AlertLevel = "error" | "warning";
