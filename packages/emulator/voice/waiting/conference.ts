import type { Call } from "../call/call.ts";
import type { DocumentRequest } from "../call/flow.ts";
import { Waiting } from "./waiting.ts";

/** What may change about a participant while they are in. */
export interface ParticipantState {
  muted: boolean;
  hold: boolean;
  coaching: boolean;
  callSidToCoach: string | undefined;
  endConferenceOnExit: boolean;
}

export type ParticipantEvent = "join" | "leave" | "mute" | "unmute" | "hold" | "unhold" | "modify";
export type ConferenceEvent = "start" | "end" | "announcement";

/** A call in a conference. */
export interface Participant {
  call: Call;
  label: string | undefined;
  startConferenceOnEnter: boolean;
  state: ParticipantState;
  /** Lets them hear a document. */
  hear(document: Pick<DocumentRequest, "url" | "method">): Promise<void>;
  /** Tells whoever wants to know what happens to the participant, or by them to the conference. */
  tell(event: ParticipantEvent | ConferenceEvent): void;
  /** Over when the participant is out. */
  out: Waiting<void>;
}

/** A conference while somebody is in it. */
export interface Conference {
  sid: string;
  name: string;
  accountSid: string;
  /** Milliseconds since 1970, in the time of whoever came first. */
  startTime: number;
  participants: Participant[];
  isStarted: boolean;
}

/** Who is in which conference. https://www.twilio.com/docs/voice/twiml/conference */
export class Conferences {
  readonly #open = new Map<string, Conference>();
  /** SIDs told to whoever invited somebody into a conference that nobody is in yet. */
  readonly #announced = new Map<string, string>();

  /** Brings a call into the conference of this name, which begins with its first participant. */
  join(name: string, participant: Omit<Participant, "out">, newSid: () => string) {
    const { call } = participant;
    const { accountSid } = call.setup;
    const conference = this.find(accountSid, name) ?? {
      sid: this.sidOf(accountSid, name, newSid),
      name,
      accountSid,
      startTime: call.now,
      participants: [],
      isStarted: false,
    };
    this.#open.set(`${accountSid} ${name}`, conference);
    this.#announced.delete(`${accountSid} ${name}`);
    const joined: Participant = { ...participant, out: new Waiting<void>() };
    conference.participants.push(joined);
    return { conference, participant: joined };
  }

  /** Takes a participant out; gives true when that ends the conference, for all others too. */
  leave(conference: Conference, participant: Participant): boolean {
    conference.participants = conference.participants.filter((other) => other !== participant);
    const ends = participant.state.endConferenceOnExit || conference.participants.length === 0;
    if (!ends || this.find(conference.accountSid, conference.name) !== conference) return false;
    this.#close(conference, participant.call.now);
    return true;
  }

  /** Ends a conference: all are out. */
  end(conference: Conference): void {
    const [first] = conference.participants;
    first?.tell("end");
    this.#close(conference, Math.max(...conference.participants.map(({ call }) => call.now)));
  }

  #close(conference: Conference, now: number): void {
    this.#open.delete(`${conference.accountSid} ${conference.name}`);
    for (const { call, out } of conference.participants) {
      call.catchUp(now);
      out.end();
    }
  }

  /** The SID that the conference of this name has, or will have when somebody comes. */
  sidOf(accountSid: string, name: string, newSid: () => string): string {
    const key = `${accountSid} ${name}`;
    const sid = this.#open.get(key)?.sid ?? this.#announced.get(key) ?? newSid();
    if (!this.#open.has(key)) this.#announced.set(key, sid);
    return sid;
  }

  /** An open conference by its SID or its name. */
  find(accountSid: string, sidOrName: string): Conference | undefined {
    const named = this.#open.get(`${accountSid} ${sidOrName}`);
    if (named) return named;
    return [...this.#open.values()].find((one) => one.sid === sidOrName && one.accountSid === accountSid);
  }

  /** How many calls are in a conference. */
  size(accountSid: string, name: string): number {
    return this.find(accountSid, name)?.participants.length ?? 0;
  }
}
