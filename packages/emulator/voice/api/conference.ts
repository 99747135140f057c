import type { Noun } from "../../nouns/noun.ts";
import type { Platform } from "../../platform.ts";
import { notFound, TwilioError } from "../../rest/errors.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import type { Resource } from "../../store/index.ts";
import type { HttpMethod } from "../network.ts";
import { escapeXml } from "../twiml/element.ts";
import type { Voice } from "../voice.ts";
import type { Conference, Participant } from "../waiting/conference.ts";
import { outboundTo } from "./call.ts";

export const conferenceKind = "api/Conferences";

const methodOf = (request: ApiRequest, name: string): HttpMethod =>
  textParameter(request, name) === "GET" ? "GET" : "POST";

/** Conferences, and the calls in them while they last. */
export const conferenceNouns = (voice: Voice): Noun[] => {
  const { conferences } = voice.switchboard;
  const openOne = ({ account, place }: ApiRequest): Conference | undefined =>
    conferences.find(account.key, place.parents.conference_sid ?? "");
  const participantOf = (request: ApiRequest): Participant | undefined =>
    openOne(request)?.participants.find(({ call, label }) => [call.sid, label].includes(request.key));
  const changing = (request: ApiRequest): Participant => {
    const found = participantOf(request);
    if (!found) throw notFound(request.path);
    return found;
  };
  return [
    {
      kind: conferenceKind,
      fetch: ({ place, key = "" }, { store }) => store.get(place, key),
      // https://www.twilio.com/docs/voice/api/conference-resource#update-a-conference-resource
      async update(request, _, resource) {
        const conference = conferences.find(request.account.key, resource.key);
        if (!conference) throw new TwilioError(20001, "The conference is over: nothing about it can change");
        const url = textParameter(request, "AnnounceUrl");
        if (url) await announce(conference.participants, url, methodOf(request, "AnnounceMethod"));
        if (textParameter(request, "Status") === "completed") conferences.end(conference);
        return resource;
      },
    },
    {
      kind: `${conferenceKind}/Participants`,
      list: (request) =>
        (openOne(request)?.participants ?? [])
          .filter(({ state }) =>
            (["Muted", "Hold", "Coaching"] as const).every((name) => {
              const wanted = request.parameters[name];
              const has = { Muted: state.muted, Hold: state.hold, Coaching: state.coaching }[name];
              return wanted === undefined || wanted === has;
            }),
          )
          .map((participant, index) => toResource(request, openOne(request), participant, index))
          .reverse(),
      fetch(request) {
        const found = participantOf(request);
        return found && toResource(request, openOne(request), found);
      },
      create: (request, platform) => invite(voice, request, platform),
      // https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource
      async update(request, _, resource) {
        const participant = changing(request);
        await change(request, participant);
        return toResource(request, openOne(request), participant, resource.sequence);
      },
      delete: (request) => void changing(request).out.end(),
    },
  ];
};

async function announce(participants: readonly Participant[], url: string, method: HttpMethod) {
  participants[0]?.tell("announcement");
  await Promise.all(participants.map((participant) => participant.hear({ url, method })));
}

async function change(request: ApiRequest, participant: Participant): Promise<void> {
  const { Muted: muted, Hold: hold, EndConferenceOnExit: ends, Coaching: coaching } = request.parameters;
  const { state } = participant;
  if (typeof ends === "boolean") state.endConferenceOnExit = ends;
  if (typeof coaching === "boolean") {
    state.coaching = coaching;
    state.callSidToCoach = textParameter(request, "CallSidToCoach") ?? state.callSidToCoach;
  }
  if (typeof ends === "boolean" || typeof coaching === "boolean") participant.tell("modify");
  if (typeof muted === "boolean" && muted !== state.muted) {
    state.muted = muted;
    participant.tell(muted ? "mute" : "unmute");
  }
  if (typeof hold === "boolean" && hold !== state.hold) {
    state.hold = hold;
    participant.tell(hold ? "hold" : "unhold");
    const url = textParameter(request, "HoldUrl");
    if (hold && url) await participant.hear({ url, method: methodOf(request, "HoldMethod") });
  }
  const announceUrl = textParameter(request, "AnnounceUrl");
  if (announceUrl) {
    await participant.hear({ url: announceUrl, method: methodOf(request, "AnnounceMethod") });
  }
}

/** Calls somebody into a conference, which is made if it is not there: a call whose TwiML dials it. */
function invite(voice: Voice, request: ApiRequest, platform: Platform): Resource {
  const { account, place, parameters } = request;
  const written = place.parents.conference_sid ?? "";
  const open = voice.switchboard.conferences.find(account.key, written);
  if (!open && /^CF[0-9a-f]{32}$/.test(written)) throw notFound(request.path);
  const name = open?.name ?? written;
  const attributes = Object.entries({
    startConferenceOnEnter: parameters.StartConferenceOnEnter,
    endConferenceOnExit: parameters.EndConferenceOnExit,
    muted: parameters.Muted,
    participantLabel: parameters.Label,
    waitUrl: parameters.WaitUrl,
    waitMethod: parameters.WaitMethod,
    maxParticipants: parameters.MaxParticipants,
    coach: parameters.CallSidToCoach,
    statusCallback: parameters.ConferenceStatusCallback,
    statusCallbackMethod: parameters.ConferenceStatusCallbackMethod,
    statusCallbackEvent: parameters.ConferenceStatusCallbackEvent,
    record: parameters.ConferenceRecord === "true" ? "record-from-start" : undefined,
  })
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${escapeXml([value].flat().join(" "))}"`)
    .join("");
  const twiml = `<Response><Dial><Conference${attributes}>${escapeXml(name)}</Conference></Dial></Response>`;
  const document = { method: "POST", url: "https://api.twilio.com/", twiml } as const;
  const conferenceSid = voice.switchboard.conferences.sidOf(account.key, name, () =>
    platform.random.sid("CF"),
  );
  const callSid = voice.callOut(outboundTo(request, platform, document));
  const now = platform.clock.now();
  return {
    ...place,
    key: callSid,
    properties: {
      call_sid: callSid,
      conference_sid: conferenceSid,
      label: textParameter(request, "Label") ?? null,
      muted: parameters.Muted === true,
      hold: false,
      coaching: parameters.Coaching === true,
      start_conference_on_enter: parameters.StartConferenceOnEnter !== false,
      end_conference_on_exit: parameters.EndConferenceOnExit === true,
      status: "queued",
    },
    hidden: {},
    created: now,
    updated: now,
    sequence: 1,
  };
}

function toResource(
  { place }: ApiRequest,
  conference: Conference | undefined,
  { call, label, state, startConferenceOnEnter }: Participant,
  index = 0,
): Resource {
  return {
    ...place,
    key: call.sid,
    properties: {
      call_sid: call.sid,
      conference_sid: conference?.sid ?? "",
      label: label ?? null,
      muted: state.muted,
      hold: state.hold,
      coaching: state.coaching,
      call_sid_to_coach: state.callSidToCoach ?? null,
      start_conference_on_enter: startConferenceOnEnter,
      end_conference_on_exit: state.endConferenceOnExit,
      status: conference?.isStarted ? "connected" : "ringing",
    },
    hidden: {},
    created: call.now,
    updated: call.now,
    sequence: index + 1,
  };
}
