import type { Flow } from "../call/flow.ts";
import type { QueueRecord } from "../network.ts";
import { method, text } from "../twiml/attribute.ts";
import { TwimlError } from "../twiml/twiml-error.ts";
import { defineVerb } from "../twiml/verb.ts";
import type { Member } from "../waiting/queue.ts";
import { soundSeconds } from "./time.ts";

const attributes = {
  action: text(),
  method: method(),
  waitUrl: text(),
  waitUrlMethod: method(),
  workflowSid: text(),
};

/**
 * Lets the caller wait in a queue, which is made if it is not there. They hear the wait document; whoever's script
 * says when they hang up hears it until then, all others wait for somebody to take them out.
 * https://www.twilio.com/docs/voice/twiml/enqueue
 */
export const Enqueue = defineVerb<typeof attributes, never>({
  name: "Enqueue",
  attributes,
  nested(element) {
    if (element.attributes.workflowSid === undefined && element.children.length === 0) return [];
    throw new TwimlError(12400, "<Enqueue> into a TaskRouter workflow is not emulated: name a queue");
  },
  async run({ attributes, text }, flow) {
    const { call, world } = flow;
    const { action, method } = attributes;
    call.answer();
    const queue = world.network.queue(call.setup.accountSid, text);
    const member = world.switchboard.queues.join(queue, call);
    const { result, seconds } = member
      ? await wait(flow, attributes, queue, member)
      : { result: "queue-full", seconds: 0 };
    if (action === undefined) return undefined;
    const params = { QueueResult: result, QueueSid: queue.sid, QueueTime: String(seconds) };
    const request = { purpose: "action", method, url: flow.resolve(action), params } as const;
    if (result !== "redirected") return request;
    // The call is somewhere else already: what the action answers is of no use to it.
    world.background.send(world.network, call, { ...request, params: { ...call.params(), ...params } });
    return undefined;
  },
});

async function wait(
  flow: Flow,
  how: { waitUrl: string | undefined; waitUrlMethod: "GET" | "POST" },
  queue: QueueRecord,
  member: Member,
): Promise<{ result: string; seconds: number }> {
  const { call } = flow;
  call.leave = () => member.release.end({ result: "leave" });
  do {
    const before = call.at;
    await hold(flow, how, queue, member);
    // A document that takes no time would be asked for again and again.
    if (call.at === before) call.listen(soundSeconds);
  } while (call.setup.hangsUpAfter !== undefined && !call.isOver && !member.release.isOver);
  const release = await call.waitFor(member.release);
  call.wake = undefined;
  call.leave = undefined;
  if (release.result !== "bridged") return { result: release.result, seconds: member.waited() };
  release.bridge.ready.end();
  await release.bridge.over.outcome;
  return { result: "bridged", seconds: member.secondsWaited };
}

/** Lets the caller hear the wait document, or music, once. */
async function hold(
  flow: Flow,
  { waitUrl, waitUrlMethod }: { waitUrl: string | undefined; waitUrlMethod: "GET" | "POST" },
  queue: QueueRecord,
  member: Member,
): Promise<void> {
  const { call, world } = flow;
  if (waitUrl === undefined || waitUrl === "") return call.hear("play", "hold music", soundSeconds);
  const members = world.switchboard.queues.members(queue.sid);
  const waits = members.map((other) => other.waited());
  const params = {
    QueuePosition: String(members.indexOf(member) + 1),
    QueueSid: queue.sid,
    QueueTime: String(member.waited()),
    AvgQueueTime: String(Math.round(waits.reduce((sum, one) => sum + one, 0) / (waits.length || 1))),
    CurrentQueueSize: String(members.length),
    MaxQueueSize: String(queue.maxSize),
  };
  const url = flow.resolve(waitUrl);
  await flow.converse(
    call,
    { purpose: "wait", method: waitUrlMethod, url, params },
    () => member.release.isOver,
  );
}
