import { rfc2822 } from "../../rest/shape.ts";
import type { Flow } from "../call/flow.ts";
import {
  boolean,
  method,
  readAttributes,
  someOf,
  text,
  unsupported,
  type Values,
} from "../twiml/attribute.ts";
import type { Conference as OpenConference } from "../waiting/conference.ts";
import type { RoomNoun } from "./room.ts";

const events = ["start", "end", "join", "leave"] as const;

const attributes = {
  startConferenceOnEnter: boolean(true),
  endConferenceOnExit: boolean(false),
  statusCallback: text(),
  statusCallbackMethod: method(),
  statusCallbackEvent: someOf(events, []),
  participantLabel: text(),
  beep: text(),
  muted: boolean(false),
  region: text(),
  waitUrl: unsupported(),
  waitMethod: unsupported(),
  maxParticipants: unsupported(),
  record: unsupported(),
  coach: unsupported(),
  eventCallbackUrl: unsupported(),
};

/**
 * Brings the caller together with others until they hang up or the conference ends.
 * https://www.twilio.com/docs/voice/twiml/conference
 */
export const Conference: RoomNoun = {
  name: "Conference",
  read(element, report) {
    const values = readAttributes(element, attributes, report);
    return { enter: (flow) => meet(flow, element.text, values) };
  },
};

async function meet(
  flow: Flow,
  name: string,
  values: Values<typeof attributes>,
): Promise<Record<string, string>> {
  const { call, world } = flow;
  const { conferences } = world.switchboard;
  const { startConferenceOnEnter, endConferenceOnExit } = values;
  call.answer();
  const { conference, participant } = conferences.join(name, { call, endConferenceOnExit }, () =>
    world.network.sid("CF"),
  );
  const tell = teller(flow, conference, values);
  tell("join");
  if (startConferenceOnEnter && !conference.isStarted) {
    conference.isStarted = true;
    tell("start");
  }
  call.wake = () => participant.out.end();
  // Whose script says when they hang up is there for so long; all others until somebody ends it.
  if (call.setup.hangsUpAfter !== undefined) call.pass(call.secondsLeft);
  else await call.waitFor(participant.out);
  call.wake = undefined;
  const ended = conferences.leave(conference, participant);
  tell("leave");
  if (ended) tell("end");
  return { DialCallStatus: "answered", DialBridged: String(conference.isStarted) };
}

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback */
function teller(
  { call, world, resolve }: Flow,
  conference: OpenConference,
  { statusCallback, statusCallbackMethod, statusCallbackEvent, ...values }: Values<typeof attributes>,
): (event: (typeof events)[number]) => void {
  return (event) => {
    if (statusCallback === undefined || !statusCallbackEvent.includes(event)) return;
    const aboutParticipant = event === "join" || event === "leave";
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
              Muted: String(values.muted),
              Hold: "false",
              StartConferenceOnEnter: String(values.startConferenceOnEnter),
              EndConferenceOnExit: String(values.endConferenceOnExit),
            }
          : {}),
      },
    });
  };
}
