import { describe, expect, it } from "vitest";
import { outside, ownNumber, voiceWith } from "./testing/calls.ts";
import type { FakeAnswer } from "./testing/fake-network.ts";
import { alertsOf, type CallTrace, heard, webhooks } from "./trace/trace.ts";

const agentNumber = "+15035550200";
const response = (verbs: string) => `<Response>${verbs}</Response>`;

/** Callers of one number wait in the queue `support`; those of the other take them out. */
function queueWith(enqueue: string, dial: string, pages: Record<string, FakeAnswer> = {}) {
  const { network, voice } = voiceWith("", {
    "/caller": response(`${enqueue}<Say>after the queue</Say>`),
    "/agent": response(dial),
    "/left": "<Response/>",
    "/done": "<Response/>",
    ...pages,
  });
  network.addNumber({ phoneNumber: ownNumber, voiceUrl: "https://example.test/caller" });
  network.addNumber({ phoneNumber: agentNumber, voiceUrl: "https://example.test/agent" });
  return {
    network,
    voice,
    caller: (script = "", from = outside) => voice.call({ from, to: ownNumber, script }),
    agent: (script = "") => voice.call({ from: outside, to: agentNumber, script }),
    /** Settles when so many calls are in the queue. */
    waiting: (count: number) =>
      expect
        .poll(() => {
          const queue = network.findQueue("", "support");
          return queue && voice.switchboard.queues.members(queue.sid).length;
        })
        .toBe(count),
  };
}

const enqueue = '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>';
const dial = '<Dial action="/done"><Queue>support</Queue></Dial>';
const wait = response("<Say>please wait</Say>");
const results = (trace: CallTrace) => webhooks(trace, "action").map(({ params }) => params.QueueResult);

describe("a queue", () => {
  it("connects a caller with whoever dials it, first come first", async () => {
    const { caller, agent, waiting } = queueWith(enqueue, dial, { "/wait": wait });
    const first = caller("", "+15035550301");
    await waiting(1);
    const second = caller("", "+15035550302");
    await waiting(2);
    const agents = [await agent(), await agent()];
    expect(agents.map(({ legs }) => legs)).toMatchObject([
      [{ kind: "queue", to: "support", callerId: "+15035550301", bridged: true, duration: 10 }],
      [{ kind: "queue", to: "support", callerId: "+15035550302", bridged: true }],
    ]);
    expect(webhooks(agents[0] as CallTrace, "action")).toMatchObject([
      { params: { DialCallStatus: "completed", DialCallSid: (await first).sid, DialBridged: "true" } },
    ]);
    expect(heard(await first)).toEqual(["please wait"]);
    expect(results(await second)).toEqual(["bridged"]);
  });

  it("lets nobody wait longer than a call may last, on the emulator's clock", async () => {
    const { network, caller, waiting } = queueWith(enqueue, dial, { "/wait": wait });
    const trace = caller();
    await waiting(1);
    network.clock.advance(3_600_000);
    await waiting(1);
    network.clock.advance(3 * 3_600_000);
    expect(await trace).toMatchObject({ duration: 14_400, ended: "the longest time of a call was up" });
    await waiting(0);
  });

  it("tells the wait document where the caller stands", async () => {
    const { caller, waiting, voice } = queueWith(enqueue, dial, { "/wait": wait });
    void caller();
    await waiting(1);
    const trace = await caller("hangs up after 8 s");
    expect(webhooks(trace, "wait")[0]?.params).toMatchObject({
      QueuePosition: "2",
      CurrentQueueSize: "2",
      MaxQueueSize: "2",
      QueueTime: "0",
    });
    await voice.reset();
  });

  it("lets a caller go on after talking, when the other side hangs up", async () => {
    const { caller, agent, waiting } = queueWith(enqueue.replace(' action="/left"', ""), dial, {
      "/wait": wait,
    });
    const call = caller();
    await waiting(1);
    await agent("hangs up after 30 s");
    expect(heard(await call)).toEqual(["please wait", "after the queue"]);
  });

  it("tells the caller alone what is to come", async () => {
    const { caller, agent, waiting } = queueWith(enqueue, dial.replace("<Queue>", '<Queue url="/soon">'), {
      "/wait": wait,
      "/soon": response("<Say>somebody is coming</Say>"),
    });
    const call = caller();
    await waiting(1);
    const { sid } = await agent();
    const trace = await call;
    expect(heard(trace)).toEqual(["please wait", "somebody is coming"]);
    expect(webhooks(trace, "screening")).toMatchObject([
      { params: { DequeingCallSid: sid, CallSid: trace.sid } },
    ]);
  });

  it("is left by hanging up, after as many rounds of the wait document as fit", async () => {
    const { caller } = queueWith(enqueue, dial, { "/wait": response("<Pause length='10'/>") });
    const trace = await caller("hangs up after 25 s");
    expect(trace).toMatchObject({ status: "completed", endedAt: 25 });
    expect(webhooks(trace, "wait")).toHaveLength(3);
    expect(webhooks(trace, "action")).toMatchObject([{ params: { QueueResult: "hangup", QueueTime: "25" } }]);
  });

  it("is left by its wait document's Leave", async () => {
    const { caller } = queueWith(enqueue.replace(' action="/left"', ""), dial, {
      "/wait": response('<Gather action="/key" numDigits="1"><Say>press 1 to leave</Say></Gather>'),
      "/key": response("<Leave/><Say>never</Say>"),
    });
    expect(heard(await caller("presses 1"))).toEqual(["press 1 to leave", "after the queue"]);
  });

  it("takes nobody when it is full", async () => {
    const { caller, waiting, voice } = queueWith(enqueue, dial, { "/wait": wait });
    void caller();
    void caller();
    await waiting(2);
    expect(results(await caller())).toEqual(["queue-full"]);
    await voice.reset();
  });

  it("is nobody's to answer when it is empty or not there", async () => {
    const { agent, network } = queueWith(enqueue, dial);
    const status = async () => webhooks(await agent(), "action")[0]?.params.DialCallStatus;
    expect(await status()).toBe("failed");
    network.queue("", "support");
    expect(await status()).toBe("no-answer");
  });

  it("stands alone in a Dial", async () => {
    const { agent } = queueWith(enqueue, "<Dial><Queue>support</Queue><Number>+15035550111</Number></Dial>");
    expect(alertsOf(await agent())).toMatchObject([{ code: 13215 }]);
  });
});
