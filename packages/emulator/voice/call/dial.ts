import type { Destination } from "../nouns/noun.ts";
import type { Flow } from "./flow.ts";
import { failureOf } from "./leg.ts";
import { keepRecording, type NewRecording } from "./recording.ts";
import { type Ringing, startRinging } from "./ringing.ts";
import { talk } from "./talk.ts";

/** What `Dial` says about how it dials. Times in seconds. */
export interface DialOptions {
  timeout: number;
  timeLimit: number | undefined;
  callerId: string | undefined;
  answerOnBridge: boolean;
  hangupOnStar: boolean;
  /** One after the other instead of all at once. */
  sequential: boolean;
  /** How the conversation is recorded, if it is. */
  recording: (Pick<NewRecording, "channels" | "track" | "callback"> & { fromRinging: boolean }) | undefined;
}

/** SIP responses a caller gets who is not answered, by how the Dial failed. */
const sipResponses = { busy: 486, "no-answer": 480, failed: 503, canceled: 487 } as const;

/**
 * Dials parties, connects the first that answers, and lets them talk.
 * Gives the parameters of the action URL: https://www.twilio.com/docs/voice/twiml/dial#action
 */
export async function dial(
  flow: Flow,
  options: DialOptions,
  destinations: readonly Destination[],
): Promise<Record<string, string>> {
  const { call } = flow;
  if (!options.answerOnBridge) call.answer();
  if (options.timeLimit !== undefined) call.allow(options.timeLimit + options.timeout);
  const rounds = options.sequential ? destinations.map((destination) => [destination]) : [destinations];
  const dialled: Ringing[] = [];
  for (const round of rounds) {
    const ringing = await startRinging(flow, options, round);
    dialled.push(...ringing);
    const winner = ringing.find(({ leg }) => leg.status === "in-progress");
    if (winner) {
      await talk(flow, options, winner);
      return { ...actionParams(winner, "completed"), ...record(flow, options, winner) };
    }
    if (call.isOver) break;
  }
  const status = failureOf(dialled.map(({ leg }) => leg));
  if (!call.isAnswered && status in sipResponses) {
    call.unanswered = { status, sipResponse: sipResponses[status as keyof typeof sipResponses] };
  }
  return actionParams(dialled.at(-1), status);
}

/** Keeps a recording of a leg, on its caller's call as Twilio does. */
function record(flow: Flow, { recording }: DialOptions, { leg }: Ringing): Record<string, string> {
  if (!recording || leg.answeredAt === undefined) return {};
  const { fromRinging, ...how } = recording;
  const startedAt = fromRinging ? leg.startedAt : leg.answeredAt;
  const duration = Math.ceil(leg.endedAt - startedAt);
  const callSid = flow.call.sid;
  const { sid, url } = keepRecording(flow, { ...how, source: "DialVerb", callSid, startedAt, duration });
  return { RecordingSid: sid, RecordingUrl: url, RecordingDuration: String(duration) };
}

function actionParams(ringing: Ringing | undefined, status: string): Record<string, string> {
  if (!ringing) return { DialCallStatus: status, DialBridged: "false" };
  const { leg } = ringing;
  return {
    DialCallStatus: status,
    DialCallSid: leg.sid,
    DialBridged: String(leg.bridged),
    ...(leg.answeredAt === undefined ? {} : { DialCallDuration: String(leg.duration) }),
    ...(leg.sipResponse === undefined
      ? {}
      : { DialSipCallId: `${leg.sid}@0.0.0.0`, DialSipResponseCode: String(leg.sipResponse) }),
  };
}
