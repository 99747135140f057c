import type { Platform } from "../platform.ts";
import { rfc2822 } from "../rest/shape.ts";
import type { Resource } from "../store/index.ts";
import { normalizeNumber } from "../voice/address.ts";
import { type Alert, alertLevel, alertText } from "../voice/alerts.ts";
import { sendWebhook } from "../voice/call/webhook.ts";
import type { Network, SmsMessage } from "../voice/network.ts";
import type { Parties } from "../voice/parties/parties.ts";
import { Inbound, type MessageTrace } from "./inbound.ts";
import { keepMedia } from "./media.ts";
import { type NewMessage, segmentsOf } from "./message.ts";

export const messageKind = "api/Messages";

/** A message from somebody outside. */
export interface SmsRequest {
  from: string;
  /** A number that an account owns. */
  to: string;
  body?: string;
  /** Pictures and sounds: `data:` URLs, or addresses that the emulator may ask. */
  mediaUrls?: readonly string[];
}

/** Numbers of the account may answer one another; this many messages in a chain are enough. */
const depthLimit = 10;

/** Traces of so many messages are kept to be asked for. */
const tracesKept = 1000;

/** All messages of the emulated Twilio, on their way in and out. */
export class Messages {
  readonly platform: Platform;
  readonly network: Network;
  readonly #parties: Parties;
  /** `<own number> <person>` of everybody who has said STOP. */
  readonly #optedOut = new Set<string>();
  readonly #deliveries = new Set<Promise<void>>();
  readonly #traces = new Map<string, MessageTrace>();
  #round = 0;

  constructor(platform: Platform, network: Network, parties: Parties) {
    this.platform = platform;
    this.network = network;
    this.#parties = parties;
  }

  /**
   * A person writes to a number of an account: asks its webhook, sends the replies, and gives the trace when all
   * have arrived. Errors: no account owns the number.
   */
  async receive({ from, to, body = "", mediaUrls = [] }: SmsRequest, depth = 0): Promise<MessageTrace> {
    const trace = await new Inbound(this, { from, to, body, mediaUrls, depth }).run();
    await this.settled();
    return trace;
  }

  /** What has come so far of a message from outside. */
  trace(sid: string): MessageTrace | undefined {
    return this.#traces.get(sid);
  }

  /** Keeps the trace of a message to be asked for. */
  keep(trace: MessageTrace): void {
    this.#traces.set(trace.sid, trace);
    const [oldest] = this.#traces.keys();
    if (this.#traces.size > tracesKept && oldest !== undefined) this.#traces.delete(oldest);
  }

  /** Sends a message: gives its resource, queued, at once; delivery and callbacks follow. */
  send(message: NewMessage): Resource {
    const stored = this.record(message, message.messagingServiceSid ? "accepted" : "queued");
    this.#start(message, stored);
    return stored;
  }

  /**
   * Keeps a message until its time has come on the emulator's clock, unless it is canceled before.
   * https://www.twilio.com/docs/messaging/features/message-scheduling
   */
  schedule(message: NewMessage, sendAt: number): Resource {
    const stored = this.record(message, "scheduled");
    const round = this.#round;
    void this.platform.clock.sleep(sendAt - this.platform.clock.now()).then(() => {
      if (round !== this.#round || stored.properties.status !== "scheduled") return;
      this.platform.store.update(stored, { status: "accepted" });
      this.#start(message, stored);
    });
    return stored;
  }

  #start(message: NewMessage, stored: Resource): void {
    const work = this.#deliver(message, stored, this.#round)
      .catch((error: unknown) => {
        this.platform.store.update(stored, {
          status: "failed",
          error_code: 30008,
          error_message: String(error),
        });
      })
      .finally(() => this.#deliveries.delete(work));
    this.#deliveries.add(work);
  }

  /** Sends a text of a call; gives its SID, or `undefined` when the recipient has opted out. */
  sendFromCall({ statusCallback, ...message }: SmsMessage): string | undefined {
    if (this.isOptedOut(message.from, message.to)) return undefined;
    return this.send({
      ...message,
      mediaUrls: [],
      direction: "outbound-call",
      depth: 0,
      ...(statusCallback ? { statusCallback: { url: statusCallback, method: "POST" } } : {}),
    }).key;
  }

  /** Whether a person has told a number to stop. */
  isOptedOut(own: string, person: string): boolean {
    return this.#optedOut.has(`${own} ${person}`);
  }

  optOut(own: string, person: string): void {
    this.#optedOut.add(`${own} ${person}`);
  }

  optIn(own: string, person: string): void {
    this.#optedOut.delete(`${own} ${person}`);
  }

  /** Whether no message is on its way. */
  get isIdle(): boolean {
    return this.#deliveries.size === 0;
  }

  /** Who has opted out of what: `<own number> <person>`. */
  get optedOut(): readonly string[] {
    return [...this.#optedOut];
  }

  /** Puts back who had opted out. */
  import(optedOut: readonly string[]): void {
    for (const pair of optedOut) this.#optedOut.add(pair);
  }

  /** Settles when no message is on its way. */
  async settled(): Promise<void> {
    while (!this.isIdle) await Promise.allSettled(this.#deliveries);
  }

  /** Forgets who opted out, and lets messages on their way get lost. */
  reset(): void {
    this.#round++;
    this.#optedOut.clear();
    this.#deliveries.clear();
    this.#traces.clear();
  }

  /** Stores a message. https://www.twilio.com/docs/messaging/api/message-resource */
  record(message: NewMessage, status: string): Resource {
    const { store, random } = this.platform;
    const sid = random.sid(message.mediaUrls.length > 0 ? "MM" : "SM");
    return store.add({
      kind: messageKind,
      account: message.accountSid,
      parents: {},
      key: sid,
      properties: {
        sid,
        body: message.body,
        from: message.from,
        to: message.to,
        direction: message.direction,
        status,
        num_media: String(message.mediaUrls.length),
        num_segments: String(segmentsOf(message.body)),
        messaging_service_sid: message.messagingServiceSid ?? null,
        price_unit: "USD",
      },
    });
  }

  /** Writes into the debugger's log. */
  alert(accountSid: string, resourceSid: string, alert: Alert): void {
    this.network.recordAlert({
      sid: this.network.sid("NO"),
      accountSid,
      resourceSid,
      code: alert.code,
      level: alertLevel(alert.code),
      text: alertText(alert),
      at: this.platform.clock.now(),
    });
  }

  async #deliver(message: NewMessage, stored: Resource, round: number): Promise<void> {
    const { store, clock, delays } = this.platform;
    const media = keepMedia({ ...message, sid: stored.key }, this.platform, this.network);
    const become = async (status: string, more: Record<string, string | number> = {}) => {
      if (round !== this.#round || stored.properties.status === "canceled") return;
      store.update(stored, { status, ...more });
      await this.#tell(message, stored);
    };
    await new Promise((resolve) => setImmediate(resolve));
    await media;
    await this.#tell(message, stored);
    await clock.sleep(delays.message);
    if (round !== this.#round) return;
    await become("sent", { date_sent: rfc2822(clock.now()) });
    const own = this.network.number(message.to);
    const isKnown = normalizeNumber(message.to) !== undefined;
    if (!own && isKnown && this.#parties.find(message.to).outcome === "failed") {
      return become("undelivered", { error_code: 30003, error_message: "Unreachable destination handset" });
    }
    await become("delivered");
    if (own && message.depth < depthLimit && round === this.#round) {
      await new Inbound(this, { ...message, depth: message.depth + 1 }).run();
    }
  }

  /** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
  async #tell({ accountSid, from, to, statusCallback }: NewMessage, stored: Resource): Promise<void> {
    if (!statusCallback) return;
    const { status, error_code: code, messaging_service_sid: service } = stored.properties;
    const { failure } = await sendWebhook(
      this.network,
      { sid: stored.key, at: 0, steps: [], setup: { accountSid } },
      {
        purpose: "status-callback",
        ...statusCallback,
        params: {
          MessageSid: stored.key,
          SmsSid: stored.key,
          MessageStatus: String(status),
          SmsStatus: String(status),
          AccountSid: accountSid,
          ApiVersion: "2010-04-01",
          From: from,
          To: to,
          ...(service ? { MessagingServiceSid: String(service) } : {}),
          ...(code ? { ErrorCode: String(code) } : {}),
        },
      },
    );
    if (failure) this.alert(accountSid, stored.key, failure);
  }
}
