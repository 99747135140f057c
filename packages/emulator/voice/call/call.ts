import { type Alert, alertLevel, alertText } from "../alerts.ts";
import type { CallDirection, CallStatus, HttpMethod, Network, OwnedNumber, SipDomain } from "../network.ts";
import type { Input, InputKind } from "../parties/script.ts";
import type { CallTrace, DidStep, HeardStep, Step } from "../trace/trace.ts";
import type { Waiting } from "../waiting/waiting.ts";
import type { DocumentRequest } from "./flow.ts";

/** Seconds after which Twilio ends a call: four hours, unless a time limit says otherwise, up to a day. */
// https://www.twilio.com/docs/voice/twiml/dial#timelimit
const defaultLimit = 4 * 60 * 60;
const longestLimit = 24 * 60 * 60;

/** Where a call came into the account. */
export type Origin =
  | { kind: "sip"; domain: SipDomain; user: string }
  | { kind: "client" }
  | { kind: "number"; number: OwnedNumber }
  | { kind: "leg"; parentCallSid: string }
  | { kind: "api" };

/** What a call begins with. */
export interface CallSetup {
  sid?: string;
  accountSid: string;
  origin: Origin;
  direction: CallDirection;
  /** How it begins; ringing when left out. */
  status?: "queued";
  from: string;
  to: string;
  /** Parameters that every webhook of this call has, beside the usual ones. */
  params: Record<string, string>;
  /** Asked when a document cannot be had or executed. */
  fallback?: { url: string; method: HttpMethod };
  /** What the party at this end presses and says; taken from the front as it is asked for. */
  inputs: Input[];
  /** Seconds after which the party at this end hangs up. */
  hangsUpAfter?: number;
  /** Seconds after the answer at which Twilio ends it; four hours when left out, a day at most. */
  timeLimit?: number;
  /** How many calls led to this one: 0 for one from outside. */
  depth: number;
}

/**
 * One call while it runs: its state, its own time and its trace. Time is counted, not waited for: an hour
 * of talk takes no time.
 */
export class Call {
  readonly sid: string;
  readonly setup: CallSetup;
  readonly steps: Step[] = [];
  readonly legs: CallTrace["legs"] = [];
  /** What the call ends as when it never is answered: how the last Dial with answerOnBridge failed. */
  unanswered: { status: CallStatus; sipResponse: number } | undefined;
  /** Who answered, if machine detection has found out. */
  answeredBy: string | undefined;
  /** When the party presses a key or speaks into the prompt that is on. */
  cutAt = Number.POSITIVE_INFINITY;
  /** Called when the call ends or is redirected while it waits for others. */
  wake: (() => void) | undefined;
  /** Takes the call out of the queue it waits in. */
  leave: (() => void) | undefined;
  #redirection: DocumentRequest | undefined;
  readonly #network: Network;
  readonly #startTime: number;
  #status: CallStatus;
  #sipResponse: number | undefined;
  #at = 0;
  #answeredAt: number | undefined;
  #ended: string | undefined;
  #limit: number;

  constructor(network: Network, setup: CallSetup) {
    this.#network = network;
    this.setup = setup;
    this.sid = setup.sid ?? network.sid("CA");
    this.#startTime = network.now();
    this.#status = setup.status ?? "ringing";
    this.#limit = Math.min(setup.timeLimit ?? defaultLimit, longestLimit);
    this.#record();
  }

  get status(): CallStatus {
    return this.#status;
  }

  /** Seconds since the call began. */
  get at(): number {
    return this.#at;
  }

  /** Milliseconds since 1970, in the call's time. */
  get now(): number {
    return this.#startTime + this.#at * 1000;
  }

  get isAnswered(): boolean {
    return this.#answeredAt !== undefined;
  }

  get isOver(): boolean {
    return this.#ended !== undefined;
  }

  /** Parameters of every webhook of this call. https://www.twilio.com/docs/voice/twiml#request-parameters */
  params(): Record<string, string> {
    const { accountSid, from, to, direction, params } = this.setup;
    return {
      AccountSid: accountSid,
      ApiVersion: "2010-04-01",
      CallSid: this.sid,
      CallStatus: this.#status,
      Called: to,
      Caller: from,
      Direction: direction,
      From: from,
      To: to,
      ...params,
    };
  }

  /**
   * Lets seconds pass. Gives false when the call ended meanwhile, because the party hung up or the time was
   * up.
   */
  pass(seconds: number): boolean {
    if (this.isOver) return false;
    const patience = this.setup.hangsUpAfter ?? Number.POSITIVE_INFINITY;
    const longest = this.#longest;
    const until = this.#at + seconds;
    if (until < Math.min(patience, longest)) {
      this.#at = until;
      return true;
    }
    this.#at = Math.min(patience, longest);
    if (patience <= longest) {
      this.did("hung up", "");
      this.finish(this.isAnswered ? "completed" : "canceled", "the caller hung up");
    } else {
      this.finish(this.isAnswered ? "completed" : "no-answer", "the longest time of a call was up");
    }
    return false;
  }

  /** Seconds until the party hangs up or the time is up. */
  get secondsLeft(): number {
    return Math.min(this.setup.hangsUpAfter ?? Number.POSITIVE_INFINITY, this.#longest) - this.#at;
  }

  get #longest(): number {
    return (this.#answeredAt ?? 0) + this.#limit;
  }

  /** Lets the call last longer than it would: a Dial's time limit holds for who dials, too. */
  allow(seconds: number): void {
    const allowed = Math.min(this.at - (this.#answeredAt ?? 0) + seconds, longestLimit);
    this.#limit = Math.max(this.#limit, allowed);
  }

  /** Waits for somebody else, but no longer than the call may last on the emulator's clock. */
  async waitFor<T>(waiting: Waiting<T>): Promise<T> {
    const settled = new AbortController();
    const left = this.now + this.secondsLeft * 1000 - this.#network.now();
    void this.#network.sleep(left, settled.signal).then(() => {
      if (!waiting.isOver) this.pass(this.secondsLeft);
    });
    try {
      return await waiting.outcome;
    } finally {
      settled.abort();
    }
  }

  /** Brings the call to the time of another one that it has waited for, in whole seconds. */
  catchUp(now: number): void {
    this.pass(Math.max(0, Math.floor((now - this.now) / 1000)));
  }

  /** Sends the call elsewhere: after the verb it is at, or at once when it waits. */
  redirect(document: DocumentRequest): void {
    this.#redirection = document;
    this.wake?.();
  }

  /** Whether somebody has sent the call elsewhere. */
  get isRedirected(): boolean {
    return this.#redirection !== undefined;
  }

  /** Where somebody has sent the call, if so; only once. */
  takeRedirection(): DocumentRequest | undefined {
    const document = this.#redirection;
    this.#redirection = undefined;
    return document;
  }

  /** The party's telephone rings. */
  ring(): void {
    this.#become("ringing", undefined);
  }

  /** Picks up, if nobody did so yet. */
  answer(): void {
    if (this.isAnswered || this.isOver) return;
    this.#answeredAt = this.#at;
    this.#become("in-progress", this.setup.origin.kind === "sip" ? 200 : undefined);
  }

  /** Ends the call, if it is not over yet. */
  finish(status: CallStatus, ended: string, sipResponse?: number): void {
    if (this.isOver) return;
    this.#ended = ended;
    this.#become(status, this.setup.origin.kind === "sip" ? sipResponse : undefined);
    this.wake?.();
  }

  /** The party at this end hears something, for some seconds; what has not been answered is now. */
  hear(by: HeardStep["by"], text: string, seconds: number): void {
    this.answer();
    if (this.isOver) return;
    this.steps.push({ kind: "heard", at: this.#at, by, text, seconds });
    this.listen(seconds);
  }

  /** The party at this end does something. */
  did(did: DidStep["did"], text: string): void {
    this.steps.push({ kind: "did", at: this.#at, did, text });
  }

  /** Writes into the trace and the debugger's log, with the webhook that the call has asked last. */
  alert(alert: Alert): void {
    const webhook = this.steps.findLast((step) => step.kind === "webhook");
    const level = alertLevel(alert.code);
    const text = alertText(alert);
    this.steps.push({ kind: "alert", at: this.#at, level, code: alert.code, text });
    this.#network.recordAlert({
      sid: this.#network.sid("NO"),
      accountSid: this.setup.accountSid,
      resourceSid: this.sid,
      code: alert.code,
      level,
      text,
      at: this.now,
      ...(webhook && {
        request: { method: webhook.method, url: webhook.url, parameters: webhook.params },
      }),
    });
  }

  /** What the party presses or says next, if it is of a wanted kind. */
  nextInput(kinds: readonly InputKind[]): Input | undefined {
    const [input] = this.setup.inputs;
    return input && kinds.some((kind) => kind in input) ? input : undefined;
  }

  /** Takes what the party presses or says next, if it is of a wanted kind. */
  takeInput(kinds: readonly InputKind[]): Input | undefined {
    return this.nextInput(kinds) && this.setup.inputs.shift();
  }

  /** Lets a prompt last: as `pass`, but no longer than until the party cuts it short. */
  listen(seconds: number): boolean {
    return this.pass(Math.min(seconds, Math.max(0, this.cutAt - this.#at)));
  }

  /** Whether the party has cut the prompt short that is on. */
  get isCut(): boolean {
    return this.#at >= this.cutAt;
  }

  /** Everything that happened. */
  trace(): CallTrace {
    const { accountSid, direction, from, to } = this.setup;
    return {
      sid: this.sid,
      accountSid,
      direction,
      from,
      to,
      startTime: new Date(this.#startTime).toISOString(),
      status: this.#status,
      ...(this.#sipResponse === undefined ? {} : { sipResponse: this.#sipResponse }),
      ...(this.#answeredAt === undefined ? {} : { answeredAt: this.#answeredAt }),
      endedAt: this.#at,
      duration: this.#duration,
      ended: this.#ended ?? "",
      steps: this.steps,
      legs: this.legs,
    };
  }

  get #duration(): number {
    return this.#answeredAt === undefined ? 0 : Math.ceil(this.#at - this.#answeredAt);
  }

  #become(status: CallStatus, sipResponse: number | undefined): void {
    this.#status = status;
    this.#sipResponse = sipResponse ?? this.#sipResponse;
    const response = sipResponse === undefined ? {} : { sipResponse };
    this.steps.push({ kind: "status", at: this.#at, status, ...response });
    this.#record();
  }

  #record(): void {
    const { accountSid, from, to, direction, origin } = this.setup;
    this.#network.recordCall({
      sid: this.sid,
      accountSid,
      from,
      to,
      direction,
      status: this.#status,
      ...(this.answeredBy === undefined ? {} : { answeredBy: this.answeredBy }),
      startTime: this.#startTime,
      ...(origin.kind === "leg" ? { parentCallSid: origin.parentCallSid } : {}),
      ...(origin.kind === "number" ? { phoneNumberSid: origin.number.sid } : {}),
      ...(this.isOver ? { endTime: this.now, duration: this.#duration } : {}),
    });
  }
}
