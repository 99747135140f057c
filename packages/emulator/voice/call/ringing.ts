import type { CallStatus } from "../network.ts";
import type { Destination } from "../nouns/noun.ts";
import type { LegTrace } from "../trace/trace.ts";
import { detect, tellDetected } from "./detection.ts";
import type { DialOptions } from "./dial.ts";
import type { Flow } from "./flow.ts";
import type { LegPlan } from "./leg.ts";
import { LegProgress } from "./progress.ts";

/** A leg that was dialled. */
export interface Ringing {
  leg: LegTrace;
  plan: LegPlan;
  destination: Destination;
  progress: LegProgress;
}

/**
 * Rings parties at the same time until one answers, all have failed, the time is up, or the caller hangs
 * up. Afterwards the leg that answered first is in progress and all others are over.
 */
export async function startRinging(
  flow: Flow,
  { timeout, callerId }: DialOptions,
  destinations: readonly Destination[],
): Promise<Ringing[]> {
  const { call } = flow;
  const start = call.at;
  const ringing: Ringing[] = [];
  for (const destination of destinations) {
    const plan = await destination.plan(flow, callerId);
    const leg = newLeg(flow, plan);
    ringing.push({ leg, plan, destination, progress: new LegProgress(flow, leg, destination.progress) });
  }
  call.legs.push(...ringing.map(({ leg }) => leg));
  call.steps.push({ kind: "dial", at: start, legs: ringing.map(({ leg }) => leg.sid) });
  for (const { plan, progress } of ringing) {
    if (plan.alert) call.alert(plan.alert);
    progress.tell("initiated", start);
    if (plan.answer.status !== "failed") progress.tell("ringing", start);
  }

  const winner = firstToAnswer(ringing, timeout);
  const waited = winner ? winner.plan.answer.after : longestWait(ringing, timeout);
  call.pass(waited);
  // The caller may have hung up before that: what would have come later does not happen.
  const until = call.at - start;
  for (const party of ringing) {
    if (party === winner && !call.isOver) pickUp(flow, party);
    else giveUp(flow, party, start, until, winner !== undefined || call.isOver);
  }
  return ringing;
}

function newLeg(flow: Flow, { answer, alert: _, detection: _detection, ...plan }: LegPlan): LegTrace {
  return {
    sid: flow.world.network.sid("CA"),
    ...plan,
    status: "queued",
    startedAt: flow.call.at,
    endedAt: flow.call.at,
    duration: 0,
    bridged: false,
    ended: "",
    ...(answer.status === "answered" || plan.kind !== "sip" ? {} : { sipResponse: answer.sipResponse }),
  };
}

function firstToAnswer(ringing: readonly Ringing[], timeout: number): Ringing | undefined {
  return ringing
    .filter(({ plan: { answer } }) => answer.status === "answered" && answer.after <= timeout)
    .sort((a, b) => a.plan.answer.after - b.plan.answer.after)[0];
}

const longestWait = (ringing: readonly Ringing[], timeout: number) =>
  Math.max(0, ...ringing.map(({ plan }) => Math.min(plan.answer.after, timeout)));

function pickUp(flow: Flow, { leg, progress, plan: { answer, detection } }: Ringing): void {
  leg.status = "in-progress";
  leg.answeredAt = flow.call.at;
  if (leg.kind === "sip") leg.sipResponse = 200;
  recordLeg(flow, leg);
  progress.tell("answered", flow.call.at);
  if (detection && answer.status === "answered") {
    const callback = { ...detection, url: flow.resolve(detection.url) };
    tellDetected(flow, leg.sid, detect(detection, answer), callback);
  }
}

/**
 * Ends a leg that nobody is connected with. `cut`: somebody else answered, or the caller hung up, at
 * `until`.
 */
function giveUp(flow: Flow, party: Ringing, start: number, until: number, cut: boolean): void {
  const { answer } = party.plan;
  const failedItself = answer.status !== "answered" && answer.after <= until;
  const endedAt = start + Math.min(answer.after, until);
  if (failedItself)
    endLeg(flow, party, answer.status, answer.status === "busy" ? "busy" : "it failed", endedAt);
  else if (!cut) endLeg(flow, party, "no-answer", "nobody answered in time", endedAt);
  else
    endLeg(
      flow,
      party,
      "canceled",
      flow.call.isOver ? "the caller hung up" : "another party answered",
      endedAt,
    );
}

/** Ends a leg and tells whoever wants to know. */
export function endLeg(
  flow: Flow,
  { leg, progress }: Pick<Ringing, "leg" | "progress">,
  status: CallStatus,
  ended: string,
  at: number,
): void {
  leg.status = status;
  leg.ended = ended;
  leg.endedAt = at;
  leg.duration = leg.answeredAt === undefined ? 0 : Math.ceil(at - leg.answeredAt);
  if (leg.kind === "sip" && leg.sipResponse === undefined) leg.sipResponse = 487;
  recordLeg(flow, leg);
  progress.tell("completed", at);
}

function recordLeg({ call, world }: Flow, leg: LegTrace): void {
  const atTime = (at: number) => call.now + (at - call.at) * 1000;
  const over = leg.ended !== "";
  world.network.recordCall({
    sid: leg.sid,
    accountSid: call.setup.accountSid,
    parentCallSid: call.sid,
    from: leg.callerId,
    to: leg.to,
    direction: "outbound-dial",
    status: leg.status,
    startTime: atTime(leg.startedAt),
    ...(over ? { endTime: atTime(leg.endedAt), duration: leg.duration } : {}),
  });
}
