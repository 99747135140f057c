import { readingSeconds } from "../verbs/time.ts";
import { Call } from "./call.ts";
import type { DialOptions } from "./dial.ts";
import type { Flow } from "./flow.ts";
import { conversationSeconds } from "./leg.ts";
import { legParams } from "./progress.ts";
import { endLeg, type Ringing } from "./ringing.ts";

/** Connects the caller with a party that answered, until one of them, or the time, ends it. */
export async function talk(flow: Flow, options: DialOptions, ringing: Ringing): Promise<void> {
  const { call } = flow;
  const { leg, plan } = ringing;
  if (plan.answer.status !== "answered") return;
  if (!(await screen(flow, ringing))) return;

  call.answer();
  leg.bridged = true;
  const { says, hangsUpAfter } = plan.answer;
  if (says !== undefined) call.hear("voice", says, readingSeconds(says));
  const partyHangsUp = says === undefined ? (hangsUpAfter ?? conversationSeconds) : 0;
  const ends = [
    { after: partyHangsUp, reason: "the called party hung up" },
    { after: options.timeLimit ?? Number.POSITIVE_INFINITY, reason: "the time limit was reached" },
    {
      after: options.hangupOnStar ? starAfter(call) : Number.POSITIVE_INFINITY,
      reason: "the caller pressed *",
    },
  ].sort((a, b) => a.after - b.after);
  const [end] = ends;
  if (!end) return;
  const stillThere = call.pass(end.after);
  if (stillThere && end.reason === "the caller pressed *") pressStar(call);
  endLeg(flow, ringing, "completed", stillThere ? end.reason : "the caller hung up", call.at);
}

/** Seconds until the caller presses a star, if that is the next thing they do. */
function starAfter({ setup }: Call): number {
  const [next] = setup.inputs;
  return next && "press" in next && next.press.startsWith("*")
    ? conversationSeconds / 2
    : Number.POSITIVE_INFINITY;
}

function pressStar(call: Call): void {
  call.setup.inputs.shift();
  call.did("pressed", "*");
}

/**
 * Runs the TwiML of the noun's `url` for the called party alone, while the caller goes on hearing ringing.
 * Gives false when that ended the leg. https://www.twilio.com/docs/voice/twiml/number#attributes-url
 */
async function screen(flow: Flow, ringing: Ringing): Promise<boolean> {
  const { call, world } = flow;
  const { leg, plan, destination } = ringing;
  if (!destination.screening || plan.answer.status !== "answered") return true;
  const { AccountSid: accountSid = "", ParentCallSid = "" } = legParams(call, leg);
  const side = new Call(world.network, {
    sid: leg.sid,
    accountSid,
    origin: { kind: "leg", parentCallSid: call.sid },
    direction: "outbound-dial",
    from: leg.callerId,
    to: leg.to,
    params: { ParentCallSid },
    inputs: plan.answer.inputs,
    depth: call.setup.depth,
  });
  side.answer();
  const { method, url } = destination.screening;
  await flow.converse(side, { purpose: "screening", method, url: flow.resolve(url), params: {} });
  const accepted = !side.isOver;
  if (accepted) side.finish("in-progress", "connected with the caller");
  leg.screening = side.trace();
  const stillThere = call.pass(side.at);
  if (accepted && stillThere) return true;
  const ended = stillThere ? "the called party was not connected" : "the caller hung up";
  endLeg(flow, ringing, "completed", ended, call.at);
  return false;
}
