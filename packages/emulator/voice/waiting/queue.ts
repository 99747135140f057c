import type { Call } from "../call/call.ts";
import type { QueueRecord } from "../network.ts";
import { Waiting } from "./waiting.ts";

/** How a call leaves a queue. https://www.twilio.com/docs/voice/twiml/enqueue#attributes-action-parameters */
export type Release = { result: "leave" | "hangup" | "redirected" } | { result: "bridged"; bridge: Bridge };

/** A caller handed over to whoever dialled the queue. */
export interface Bridge {
  /** The caller has stopped listening to the music. */
  ready: Waiting<void>;
  /** The conversation is over. */
  over: Waiting<void>;
}

/** A call in a queue. */
export class Member {
  readonly call: Call;
  /** Milliseconds since 1970, in the call's time. */
  readonly enqueuedAt: number;
  readonly release = new Waiting<Release>();
  /** Seconds in the queue, once somebody has taken the call out. */
  secondsWaited = 0;

  constructor(call: Call) {
    this.call = call;
    this.enqueuedAt = call.now;
  }

  /** Seconds in the queue so far. */
  waited(now = this.call.now): number {
    return Math.max(0, Math.floor((now - this.enqueuedAt) / 1000));
  }
}

/** Who waits in which queue, first come first. https://www.twilio.com/docs/voice/api/queue-resource */
export class Queues {
  readonly #members = new Map<string, Member[]>();

  /** The calls in a queue, by its SID; the front first. */
  members(queueSid: string): readonly Member[] {
    return this.#members.get(queueSid) ?? [];
  }

  /** Puts a call at a queue's end; `undefined` when it is full. */
  join(queue: QueueRecord, call: Call): Member | undefined {
    const members = this.#members.get(queue.sid) ?? [];
    if (members.length >= queue.maxSize) return undefined;
    const member = new Member(call);
    this.#members.set(queue.sid, [...members, member]);
    void member.release.outcome.then(() => this.#drop(queue.sid, member));
    call.wake = () => member.release.end({ result: call.isOver ? "hangup" : "redirected" });
    return member;
  }

  /** Takes the call at the front out of a queue, to talk with it. */
  async take(queueSid: string): Promise<{ member: Member; bridge: Bridge } | undefined> {
    for (const member of this.members(queueSid)) {
      const bridge: Bridge = { ready: new Waiting(), over: new Waiting() };
      if (!member.release.end({ result: "bridged", bridge })) continue;
      this.#drop(queueSid, member);
      await bridge.ready.outcome;
      if (!member.call.isOver) return { member, bridge };
      bridge.over.end();
    }
    return undefined;
  }

  #drop(queueSid: string, member: Member): void {
    this.#members.set(
      queueSid,
      this.members(queueSid).filter((other) => other !== member),
    );
  }
}
