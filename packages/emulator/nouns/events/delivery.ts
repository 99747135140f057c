import twilio from "twilio";
import type { Platform } from "../../platform.ts";
import { accountOf } from "../../rest/authenticate.ts";
import { type Resource, text } from "../../store/index.ts";
import type { AlertRecord, Network } from "../../voice/network.ts";
import { sinkKind } from "./sink.ts";
import { eventKind, subscriptionKind } from "./subscription.ts";

export const errorLogged = "com.twilio.error-logs.error.logged";

/**
 * Sends events to the webhooks that subscribe to them, as lists of CloudEvents, signed over URL and body. What a
 * webhook answers changes nothing, and what cannot be delivered is not tried again: no event is made of it.
 * https://www.twilio.com/docs/events/event-streams/quickstart
 */
export class EventStreams {
  readonly #platform: Platform;
  readonly #fetch: Network["fetch"];
  readonly #deliveries = new Set<Promise<unknown>>();

  constructor(platform: Platform, fetch: Network["fetch"]) {
    this.#platform = platform;
    this.#fetch = fetch;
  }

  /** Tells of a line in the debugger's log. https://www.twilio.com/docs/events/event-types/errors/error-logs */
  errorLogged({ sid, accountSid, resourceSid, code, level, at, request }: AlertRecord): void {
    this.#send(accountSid, errorLogged, at, `/${accountSid}/Alerts/${sid}`, {
      account_sid: accountSid,
      parent_account_sid: "",
      resource_sid: resourceSid,
      service_sid: null,
      correlation_sid: resourceSid,
      level: level.toUpperCase(),
      error_code: String(code),
      payload_type: "application/json",
      payload: {
        resource_sid: resourceSid,
        error_code: String(code),
        webhook: request && { type: "application/json", request: { headers: {}, ...request } },
      },
    });
  }

  /** Whether no event is on its way. */
  get isIdle(): boolean {
    return this.#deliveries.size === 0;
  }

  /** Settles when no event is on its way. */
  async settled(): Promise<void> {
    while (!this.isIdle) await Promise.allSettled(this.#deliveries);
  }

  #send(account: string, type: string, at: number, source: string, data: object): void {
    for (const { sink, version } of this.#subscribers(account, type)) {
      const event = {
        specversion: "1.0",
        type,
        source,
        id: this.#platform.random.sid("EZ"),
        dataschema: `https://events-schemas.twilio.com/ErrorLogs.ErrorLogged/${version}`,
        datacontenttype: "application/json",
        time: new Date(at).toISOString(),
        data,
      };
      const delivery = this.#deliver(account, sink, JSON.stringify([event])).catch(() => {});
      this.#deliveries.add(delivery);
      delivery.finally(() => this.#deliveries.delete(delivery));
    }
  }

  *#subscribers(account: string, type: string): Generator<{ sink: Resource; version: unknown }> {
    const { store } = this.#platform;
    for (const subscription of store.collection({ kind: subscriptionKind, account, parents: {} })) {
      const place = { kind: eventKind, account, parents: { subscription_sid: subscription.key } };
      const subscribed = store.get(place, type);
      const sink = store.get({ kind: sinkKind, account, parents: {} }, text(subscription, "sink_sid") ?? "");
      if (subscribed && sink) yield { sink, version: subscribed.properties.schema_version };
    }
  }

  async #deliver(account: string, sink: Resource, body: string): Promise<void> {
    const { destination, method } = sink.properties.sink_configuration as Record<string, string>;
    const url = new URL(destination ?? "");
    // Who checks a signature over a body that is no form looks for its hash in the URL.
    url.searchParams.set("bodySHA256", twilio.getExpectedBodyHash(body));
    const token = text(accountOf(account, this.#platform), "auth_token") ?? "";
    await this.#fetch({
      method: method === "GET" ? "GET" : "POST",
      url: url.href,
      headers: {
        "content-type": "application/json",
        "x-twilio-signature": twilio.getExpectedTwilioSignature(token, url.href, {}),
      },
      body,
    });
  }
}
