import type { Verb } from "../twiml/verb.ts";
import { Dial } from "./dial.ts";
import { Enqueue } from "./enqueue.ts";
import { Gather } from "./gather.ts";
import { Hangup } from "./hangup.ts";
import { later } from "./later.ts";
import { Leave } from "./leave.ts";
import { Connect, Start, Stop } from "./media.ts";
import { Pause } from "./pause.ts";
import { Play } from "./play.ts";
import { Record as RecordVerb } from "./record.ts";
import { Redirect } from "./redirect.ts";
import { Refer } from "./refer.ts";
import { Reject } from "./reject.ts";
import { Say } from "./say.ts";
import { Sms } from "./sms.ts";

/** Verbs of https://www.twilio.com/docs/voice/twiml that are still to come. */
const toCome = ["Pay"];

/** What a document may tell a call to do, by the name of the element. */
export const verbs: Readonly<Record<string, Verb>> = {
  ...Object.fromEntries(toCome.map((name) => [name, later(name)])),
  Connect,
  Dial,
  Enqueue,
  Gather,
  Hangup,
  Leave,
  Pause,
  Play,
  Record: RecordVerb,
  Redirect,
  Refer,
  Reject,
  Say,
  Sms,
  Start,
  Stop,
};
