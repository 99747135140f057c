import type { DialOptions } from "../call/dial.ts";
import type { Flow } from "../call/flow.ts";
import { conversationSeconds } from "../call/leg.ts";
import type { LegTrace } from "../trace/trace.ts";
import { method, readAttributes, text, unsupported, type Values } from "../twiml/attribute.ts";
import type { Member } from "../waiting/queue.ts";
import type { RoomNoun } from "./room.ts";

const attributes = {
  url: text(),
  method: method(),
  reservationSid: unsupported(),
  postWorkActivitySid: unsupported(),
};

/**
 * Connects with the call at the front of a queue. https://www.twilio.com/docs/voice/twiml/queue
 * Nobody can join while an empty queue is dialled: time in a call is counted, not waited for.
 */
export const Queue: RoomNoun = {
  name: "Queue",
  read(element, report) {
    const values = readAttributes(element, attributes, report);
    return { enter: (flow, options) => dialQueue(flow, options, element.text, values) };
  },
};

async function dialQueue(
  flow: Flow,
  options: DialOptions,
  name: string,
  values: Values<typeof attributes>,
): Promise<Record<string, string>> {
  const { call, world } = flow;
  call.answer();
  const queue = world.network.findQueue(call.setup.accountSid, name);
  if (!queue) return { DialCallStatus: "failed", DialBridged: "false" };
  const taken = await world.switchboard.queues.take(queue.sid);
  if (!taken) {
    call.pass(options.timeout);
    return { DialCallStatus: "no-answer", DialBridged: "false" };
  }
  const { member, bridge } = taken;
  try {
    member.call.catchUp(call.now);
    member.secondsWaited = member.waited();
    if (values.url !== undefined) {
      const params = {
        QueueSid: queue.sid,
        QueueTime: String(member.secondsWaited),
        DequeingCallSid: call.sid,
      };
      const url = flow.resolve(values.url);
      await flow.converse(member.call, { purpose: "screening", method: values.method, url, params });
      call.catchUp(member.call.now);
    }
    const leg = talk(flow, options, name, member);
    return {
      DialCallStatus: "completed",
      DialCallSid: leg.sid,
      DialBridged: String(leg.bridged),
      DialCallDuration: String(leg.duration),
    };
  } finally {
    bridge.over.end();
  }
}

/** Lets both talk until one of them, or the time, ends it. */
function talk(flow: Flow, { timeLimit }: DialOptions, name: string, { call: caller }: Member): LegTrace {
  const { call: agent } = flow;
  const startedAt = agent.at;
  const somebodyHangsUp = [agent, caller].some(({ setup }) => setup.hangsUpAfter !== undefined);
  const patience = Math.min(caller.secondsLeft, agent.secondsLeft, timeLimit ?? Number.POSITIVE_INFINITY);
  const seconds = somebodyHangsUp ? patience : Math.min(patience, conversationSeconds);
  const bridged = !caller.isOver && !agent.isOver;
  agent.pass(seconds);
  caller.pass(seconds);
  if (!somebodyHangsUp && timeLimit !== seconds) {
    caller.did("hung up", "");
    caller.finish("completed", "the caller hung up");
  }
  const leg: LegTrace = {
    sid: caller.sid,
    kind: "queue",
    to: name,
    callerId: caller.setup.from,
    status: "completed",
    startedAt,
    answeredAt: startedAt,
    endedAt: agent.at,
    duration: Math.ceil(agent.at - startedAt),
    bridged,
    ended: caller.isOver
      ? "the caller from the queue hung up"
      : agent.isOver
        ? "the caller hung up"
        : "the time limit was reached",
  };
  agent.legs.push(leg);
  agent.steps.push({ kind: "dial", at: startedAt, legs: [leg.sid] });
  return leg;
}
