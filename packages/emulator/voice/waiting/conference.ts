import type { Call } from "../call/call.ts";
import { Waiting } from "./waiting.ts";

/** A call in a conference. */
export interface Participant {
  call: Call;
  endConferenceOnExit: boolean;
  /** Over when the participant is out. */
  out: Waiting<void>;
}

/** A conference while somebody is in it. */
export interface Conference {
  sid: string;
  name: string;
  participants: Participant[];
  isStarted: boolean;
}

/** Who is in which conference. https://www.twilio.com/docs/voice/twiml/conference */
export class Conferences {
  readonly #open = new Map<string, Conference>();

  /** Brings a call into the conference of this name, which begins with its first participant. */
  join(
    name: string,
    participant: Omit<Participant, "out">,
    newSid: () => string,
  ): { conference: Conference; participant: Participant } {
    const key = `${participant.call.setup.accountSid} ${name}`;
    const conference = this.#open.get(key) ?? { sid: newSid(), name, participants: [], isStarted: false };
    this.#open.set(key, conference);
    const out = new Waiting<void>();
    const joined = { ...participant, out };
    conference.participants.push(joined);
    return { conference, participant: joined };
  }

  /** Takes a participant out; gives true when that ends the conference, for all others too. */
  leave(conference: Conference, participant: Participant): boolean {
    const { call, endConferenceOnExit } = participant;
    conference.participants = conference.participants.filter((other) => other !== participant);
    const key = `${call.setup.accountSid} ${conference.name}`;
    const ends = endConferenceOnExit || conference.participants.length === 0;
    if (!ends || this.#open.get(key) !== conference) return false;
    this.#open.delete(key);
    for (const other of conference.participants) {
      other.call.catchUp(call.now);
      other.out.end();
    }
    return true;
  }

  /** How many calls are in a conference. */
  size(accountSid: string, name: string): number {
    return this.#open.get(`${accountSid} ${name}`)?.participants.length ?? 0;
  }
}
