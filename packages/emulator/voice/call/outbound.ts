import { rfc2822 } from "../../rest/shape.ts";
import type { HttpMethod } from "../network.ts";
import { Client } from "../nouns/client.ts";
import { type ProgressEvent, progressEvents } from "../nouns/noun.ts";
import { NumberNoun } from "../nouns/number.ts";
import { Sip } from "../nouns/sip.ts";
import type { CallTrace } from "../trace/trace.ts";
import { Call, type CallSetup } from "./call.ts";
import { detect, type MachineDetection, tellDetected } from "./detection.ts";
import type { DocumentRequest, Flow, World } from "./flow.ts";
import { converse, flowAt } from "./interpreter.ts";
import type { Answer, LegPlan } from "./leg.ts";
import { geographicParams } from "./parameters.ts";
import { endOfTwiml } from "./place.ts";
import { keepRecording, type NewRecording } from "./recording.ts";

/** A call that the API places. Times in seconds. */
export interface OutboundCall {
  accountSid: string;
  from: string;
  /** `+15035550100`, `sip:user@host` or `client:name`. */
  to: string;
  /** What the party who answers hears. */
  document: Pick<DocumentRequest, "method" | "url" | "twiml">;
  fallback?: NonNullable<CallSetup["fallback"]>;
  /** How long it may ring. */
  timeout: number;
  /** How long it may last after the answer. */
  timeLimit?: number;
  statusCallback?: { url: string; method: HttpMethod; events: readonly ProgressEvent[] };
  machineDetection?: MachineDetection;
  /** Keys that whoever answers hears first; `w` waits half a second. */
  sendDigits?: string | undefined;
  recording?: Pick<NewRecording, "channels" | "track" | "callback">;
}

/** Begins a call that the API places: it is queued. `walk` then runs it to its end. */
export function callOut(world: World, outbound: OutboundCall): { call: Call; walk(): Promise<CallTrace> } {
  const { accountSid, from, to, fallback, timeLimit } = outbound;
  const call = new Call(world.network, {
    accountSid,
    origin: { kind: "api" },
    status: "queued",
    direction: "outbound-api",
    from,
    to,
    params: geographicParams(from, to),
    inputs: [],
    depth: 0,
    ...(fallback ? { fallback } : {}),
    ...(timeLimit === undefined ? {} : { timeLimit }),
  });
  return { call, walk: () => walk(world, call, outbound) };
}

async function walk(world: World, call: Call, outbound: OutboundCall): Promise<CallTrace> {
  const tell = teller(world, call, outbound.statusCallback);
  const flow = flowAt(world, call, outbound.document.url);
  const { answer, alert } = await planOf(flow, outbound);
  if (alert) call.alert(alert);
  tell("initiated", "initiated");
  if (answer.status !== "failed" && !call.isOver) {
    call.ring();
    tell("ringing", "ringing");
  }
  call.pass(Math.min(answer.after, outbound.timeout));
  if (answer.status !== "answered") call.finish(answer.status, `the called party: ${answer.status}`);
  else if (answer.after > outbound.timeout) call.finish("no-answer", "nobody answered in time");
  else if (!call.isOver) await talk(world, call, outbound, answer, tell);
  tell("completed", call.status);
  keep(flow, outbound);
  await world.background.settled();
  return call.trace();
}

/** Whom the call reaches: the same as a noun of `Dial` does. */
function planOf(flow: Flow, { from, to }: OutboundCall): Promise<LegPlan> {
  const [noun, text] = to.startsWith("client:")
    ? [Client, to.slice("client:".length)]
    : [/^sips?:/.test(to) ? Sip : NumberNoun, to];
  return noun
    .read({ name: noun.name, attributes: {}, text, lines: text, children: [] }, () => {})
    .plan(flow, from);
}

async function talk(
  world: World,
  call: Call,
  { document, machineDetection, sendDigits = "" }: OutboundCall,
  answer: Extract<Answer, { status: "answered" }>,
  tell: Teller,
): Promise<void> {
  const { inputs, hangsUpAfter, says } = answer;
  call.answer();
  tell("answered", "in-progress");
  call.setup.inputs.push(...inputs);
  if (hangsUpAfter !== undefined) call.setup.hangsUpAfter = call.at + hangsUpAfter;
  if (says !== undefined) call.did("said", says);
  if (sendDigits !== "") call.hear("keys", sendDigits, sendDigits.length * 0.5);
  const detected = machineDetection && detect(machineDetection, answer);
  if (detected && machineDetection.isAsync) {
    if (machineDetection.callback)
      tellDetected({ world, call }, call.sid, detected, machineDetection.callback);
  } else if (detected) {
    call.pass(detected.seconds);
    call.answeredBy = detected.answeredBy;
  }
  const params: Record<string, string> = call.answeredBy ? { AnsweredBy: call.answeredBy } : {};
  await converse(world, call, { purpose: "voice", params, ...document });
  endOfTwiml(call);
}

function keep(flow: Flow, { recording }: OutboundCall): void {
  const { answeredAt, duration } = flow.call.trace();
  if (!recording || answeredAt === undefined) return;
  const { sid: callSid } = flow.call;
  keepRecording(flow, { ...recording, source: "OutboundAPI", callSid, startedAt: answeredAt, duration });
}

type Teller = (event: ProgressEvent, status: string) => void;

/** Tells the status callback. https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
function teller(world: World, call: Call, callback: OutboundCall["statusCallback"]): Teller {
  return (event, status) => {
    if (!callback?.events.includes(event)) return;
    const { duration } = call.trace();
    world.background.send(world.network, call, {
      purpose: "status-callback",
      method: callback.method,
      url: callback.url,
      params: {
        ...call.params(),
        CallStatus: status,
        CallbackSource: "call-progress-events",
        SequenceNumber: String(progressEvents.indexOf(event)),
        Timestamp: rfc2822(call.now),
        ...(event === "completed"
          ? { CallDuration: String(duration), Duration: String(Math.ceil(duration / 60)) }
          : {}),
      },
    });
  };
}
