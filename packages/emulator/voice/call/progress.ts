import { rfc2822 } from "../../rest/shape.ts";
import type { Network } from "../network.ts";
import type { Destination, ProgressEvent } from "../nouns/noun.ts";
import type { LegTrace } from "../trace/trace.ts";
import type { Call } from "./call.ts";
import type { Flow } from "./flow.ts";
import { sendWebhook, type Webhook } from "./webhook.ts";

/** Requests that no call waits for. They are awaited before a trace is handed out, so that it is whole. */
export class Background {
  readonly #running = new Set<Promise<void>>();

  /** Sends a webhook while the call goes on. A failure is logged and changes nothing. */
  send(network: Network, call: Call, webhook: Webhook): void {
    const work = sendWebhook(network, call, webhook).then(({ failure }) => {
      if (failure) call.alert(failure);
      this.#running.delete(work);
    });
    this.#running.add(work);
  }

  /** Waits until all that was sent has been answered. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}

/** Tells a leg's status callback about its events. */
export class LegProgress {
  readonly #flow: Flow;
  readonly #leg: LegTrace;
  readonly #progress: Destination["progress"];
  #sequence = 0;

  constructor(flow: Flow, leg: LegTrace, progress: Destination["progress"]) {
    this.#flow = flow;
    this.#leg = leg;
    this.#progress = progress;
  }

  /** https://www.twilio.com/docs/voice/twiml/number#attributes-status-callback-event */
  tell(event: ProgressEvent, at: number): void {
    const sequence = this.#sequence++;
    if (!this.#progress?.events.includes(event)) return;
    const { call, world, resolve } = this.#flow;
    const { url, method } = this.#progress;
    const leg = this.#leg;
    const callStatus = {
      initiated: "initiated",
      ringing: "ringing",
      answered: "in-progress",
      completed: leg.status,
    };
    const params = {
      ...legParams(call, leg),
      CallStatus: callStatus[event],
      CallbackSource: "call-progress-events",
      SequenceNumber: String(sequence),
      Timestamp: rfc2822(call.now + (at - call.at) * 1000),
      ...(event === "completed"
        ? { CallDuration: String(leg.duration), Duration: String(Math.ceil(leg.duration / 60)) }
        : {}),
      ...(leg.sipResponse === undefined || event !== "completed"
        ? {}
        : { SipResponseCode: String(leg.sipResponse) }),
    };
    world.background.send(world.network, call, {
      purpose: "status-callback",
      method,
      url: resolve(url),
      params,
    });
  }
}

/** Parameters of requests about a leg. */
export const legParams = (call: Call, leg: LegTrace): Record<string, string> => ({
  AccountSid: call.setup.accountSid,
  ApiVersion: "2010-04-01",
  CallSid: leg.sid,
  ParentCallSid: call.sid,
  CallStatus: leg.status,
  Called: leg.to,
  Caller: leg.callerId,
  Direction: "outbound-dial",
  From: leg.callerId,
  To: leg.to,
});
