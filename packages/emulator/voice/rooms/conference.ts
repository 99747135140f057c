import { rfc2822 } from "../../rest/shape.ts";
import type { Flow } from "../call/flow.ts";
import { keepRecording, recordingAttributes, recordingCallback } from "../call/recording.ts";
import {
  boolean,
  integer,
  method,
  oneOf,
  readAttributes,
  someOf,
  text,
  unsupported,
  type Values,
} from "../twiml/attribute.ts";
import { soundSeconds } from "../verbs/time.ts";
import type { ConferenceEvent, Conference as OpenConference, Participant } from "../waiting/conference.ts";
import type { RoomNoun } from "./room.ts";

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent */
const events = [
  "start",
  "end",
  "join",
  "leave",
  "mute",
  "hold",
  "modify",
  "speaker",
  "announcement",
] as const;

const attributes = {
  startConferenceOnEnter: boolean(true),
  endConferenceOnExit: boolean(false),
  statusCallback: text(),
  statusCallbackMethod: method(),
  statusCallbackEvent: someOf(events, []),
  participantLabel: text(),
  beep: oneOf(["true", "false", "onEnter", "onExit"], "true"),
  muted: boolean(false),
  region: text(),
  waitUrl: text(),
  waitMethod: method(),
  maxParticipants: integer(250, 12200, { max: 250 }),
  coach: text(),
  record: oneOf(["do-not-record", "record-from-start"], "do-not-record"),
  trim: text(),
  jitterBufferSize: text(),
  ...recordingAttributes,
  eventCallbackUrl: unsupported(),
};

type How = Values<typeof attributes>;

/**
 * Brings the caller together with others until they hang up, are taken out or the conference ends. Who comes before it
 * has started hears the wait document, or music, once.
 * https://www.twilio.com/docs/voice/twiml/conference
 */
export const Conference: RoomNoun = {
  name: "Conference",
  read(element, report) {
    const values = readAttributes(element, attributes, report);
    return { enter: (flow) => meet(flow, element.text, values) };
  },
};

async function meet(flow: Flow, name: string, how: How): Promise<Record<string, string>> {
  const { call, world } = flow;
  const { conferences } = world.switchboard;
  call.answer();
  if (conferences.size(call.setup.accountSid, name) >= how.maxParticipants) {
    return { DialCallStatus: "failed", DialBridged: "false" };
  }
  const { conference, participant } = enter(flow, name, how);
  participant.tell("join");
  if (how.startConferenceOnEnter && !conference.isStarted) {
    conference.isStarted = true;
    participant.tell("start");
  }
  world.network.recordConference(recordOf(conference));
  call.wake = () => participant.out.end();
  if (!conference.isStarted) await hold(flow, how, participant);
  const inAt = call.at;
  // Whose script says when they hang up is there for so long; all others until somebody ends it.
  if (call.setup.hangsUpAfter !== undefined) call.pass(call.secondsLeft);
  else await call.waitFor(participant.out);
  call.wake = undefined;
  const ended = conferences.leave(conference, participant);
  participant.tell("leave");
  if (ended) participant.tell("end");
  if (conference.participants.length === 0 || ended) {
    world.network.recordConference({ ...recordOf(conference), endTime: call.now, endedBy: call.sid });
    record(flow, how, inAt);
  }
  return { DialCallStatus: "answered", DialBridged: String(conference.isStarted) };
}

function enter(flow: Flow, name: string, how: How) {
  const { call, world } = flow;
  const entered = world.switchboard.conferences.join(
    name,
    {
      call,
      label: how.participantLabel,
      startConferenceOnEnter: how.startConferenceOnEnter,
      state: {
        muted: how.muted,
        hold: false,
        coaching: how.coach !== undefined,
        callSidToCoach: how.coach,
        endConferenceOnExit: how.endConferenceOnExit,
      },
      hear: ({ url, method }) =>
        flow.converse(call, { purpose: "announcement", url: flow.resolve(url), method, params: {} }),
      tell: (event) => tell(flow, entered.conference, entered.participant, how, event),
    },
    () => world.network.sid("CF"),
  );
  return entered;
}

const recordOf = ({ sid, name, accountSid, startTime, isStarted }: OpenConference) => ({
  sid,
  name,
  accountSid,
  startTime,
  isStarted,
});

/** The caller is the first, or waits for the one who starts it. */
async function hold({ call, converse, resolve }: Flow, { waitUrl, waitMethod }: How, { out }: Participant) {
  if (waitUrl === "") return;
  if (waitUrl === undefined) return call.hear("play", "hold music", soundSeconds);
  const document = { purpose: "wait", method: waitMethod, url: resolve(waitUrl), params: {} } as const;
  await converse(call, document, () => out.isOver);
}

/** Whoever ends a recorded conference keeps its recording. */
function record(flow: Flow, { record, recordingTrack: track, ...callback }: How, startedAt: number): void {
  const { call } = flow;
  if (record === "do-not-record") return;
  const duration = Math.ceil(call.at - startedAt);
  keepRecording(flow, {
    source: "Conference",
    callSid: call.sid,
    startedAt,
    duration,
    channels: 1,
    track,
    callback: recordingCallback(callback),
  });
}

/** What a subscription to `mute` or `hold` tells of as well. */
const groups: Record<string, (typeof events)[number]> = { unmute: "mute", unhold: "hold" };

const conferenceEvents: readonly string[] = ["start", "end", "announcement"] satisfies ConferenceEvent[];

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback */
function tell(
  { call, world, resolve }: Flow,
  conference: OpenConference,
  { state, label, startConferenceOnEnter }: Participant,
  { statusCallback, statusCallbackMethod, statusCallbackEvent }: How,
  event: Parameters<Participant["tell"]>[0],
): void {
  const wanted = statusCallbackEvent.some((one) => one === (groups[event] ?? event));
  if (statusCallback === undefined || !wanted) return;
  const aboutParticipant = !conferenceEvents.includes(event);
  world.background.send(world.network, call, {
    purpose: "conference-status",
    method: statusCallbackMethod,
    url: resolve(statusCallback),
    params: {
      AccountSid: call.setup.accountSid,
      ConferenceSid: conference.sid,
      FriendlyName: conference.name,
      StatusCallbackEvent: aboutParticipant ? `participant-${event}` : `conference-${event}`,
      Timestamp: rfc2822(call.now),
      ...(aboutParticipant
        ? {
            CallSid: call.sid,
            Muted: String(state.muted),
            Hold: String(state.hold),
            Coaching: String(state.coaching),
            StartConferenceOnEnter: String(startConferenceOnEnter),
            EndConferenceOnExit: String(state.endConferenceOnExit),
            ...(label === undefined ? {} : { ParticipantLabel: label }),
            ...(state.callSidToCoach === undefined ? {} : { CallSidToCoach: state.callSidToCoach }),
          }
        : {}),
    },
  });
}
