import { nameIn } from "./address.ts";
import { type Reach, whyNotRedirect, whyNotSound } from "./urls.ts";

/** What is wrong with a text; nothing if nothing is. */
export type Check = (text: string, reach: Reach) => string | undefined;

/** What an element of TwiML may have. */
export interface Rule {
  attributes: Record<string, Check>;
  /** Left out: no text may be in it. */
  text?: Check;
  /** Elements that may stand in it, instead of a text; left out: none. */
  children?: string[];
  /** How many of them there must be; left out: any number. */
  count?: { min: number; max: number };
  /** Those that stand alone. */
  alone?: string[];
  /** The one of them that must be there if any is. */
  needs?: string;
  /** The attribute that stands for a text, and without which nothing may be in it. */
  instead?: string;
}

const matches =
  (pattern: RegExp, allowed: string): Check =>
  (text) =>
    pattern.test(text) ? undefined : `must be ${allowed}`;
const any: Check = () => undefined;
const some = matches(/\S/, "a text");
const flag = matches(/^(true|false)$/, "true or false");
const method = matches(/^(GET|POST)$/, "GET or POST");
const keys = matches(/^[0-9#*]*$/, "keys of a telephone");
const oneOf = (...words: string[]) => matches(new RegExp(`^(${words.join("|")})$`), words.join(", "));
const someOf = (...words: string[]) =>
  matches(new RegExp(`^(${words.join("|")})([ ,]+(${words.join("|")}))*$`), `some of ${words.join(", ")}`);
const whole =
  (min: number, max = 86_400): Check =>
  (text) =>
    /^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max
      ? undefined
      : `must be a whole number from ${min} to ${max}`;

/** The URL of something that says how the call goes on, or hears of it. */
const redirect: Check = (text, reach) => whyNotRedirect(text, reach);
const sound: Check = (text) => whyNotSound(text);
export const sid = (prefix: string, what: string): Check =>
  matches(new RegExp(`^${prefix}[0-9a-f]{32}$`), `the SID of ${what}: ${prefix} and 32 hexadecimal digits`);

/** {@link https://www.twilio.com/docs/voice/twiml/client#client-identity} */
export const clientIdentity = matches(/^[\w.@+-]{1,121}$/, "the identity of a client");

/** {@link https://www.twilio.com/docs/voice/twiml/sip} */
export const sipUri: Check = (text) => {
  const uri = /^sips?:[^@\s<>"]+@[a-z0-9.-]+(:\d{1,5})?(;[^?\s<>"]+)?(\?[^\s<>"]+)?$/i.test(text);
  const [address = ""] = text.split("?", 1);
  return uri && address.length <= 255 && text.length - address.length <= 1_024 && nameIn(text) !== undefined
    ? undefined
    : "must be a SIP URI such as sip:sales@pbx.example.org";
};

/** {@link https://www.twilio.com/docs/voice/twiml/say#text} */
export const speech: Check = (text) =>
  /\S/.test(text) && text.length <= 4_096 ? undefined : "must be a text of at most 4096 characters";

export const soundUrl = sound;
export const redirectUrl = redirect;

const taskAttributes: Check = (text) => {
  try {
    if (JSON.parse(text)?.constructor === Object) return undefined;
  } catch {
    // Said below.
  }
  return "must be a JSON object";
};

const callEvents = someOf("initiated", "ringing", "answered", "completed");
const told = { statusCallback: redirect, statusCallbackMethod: method };
const leg = { ...told, statusCallbackEvent: callEvents, url: redirect, method };
const next = { action: redirect, method };
const recording = {
  recordingStatusCallback: redirect,
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: someOf("in-progress", "completed", "absent"),
};
const trim = oneOf("trim-silence", "do-not-trim");
const recordings = ["answer", "ringing"].flatMap((from) => [
  `record-from-${from}`,
  `record-from-${from}-dual`,
]);

const named = (identity: string, text: Check): Rule => ({
  attributes: leg,
  text,
  children: [identity, "Parameter"],
  needs: identity,
});

/**
 * The part of TwiML that a route may use. Left out on purpose: `<Number>`, since what may be dialled on the telephone
 * network is the dial plan's to say, and passwords, since routes are kept in the clear.
 * {@link https://www.twilio.com/docs/voice/twiml}
 */
export const rules: Record<string, Rule> = {
  Response: {
    attributes: {},
    children: [
      ...["Say", "Play", "Pause", "Gather", "Dial", "Enqueue", "Redirect", "Refer", "Record"],
      ...["Hangup", "Reject", "Leave"],
    ],
  },
  Say: { attributes: { voice: some, language: some, loop: whole(0, 1_000) }, text: speech },
  Play: {
    attributes: { loop: whole(0, 1_000), digits: matches(/^[0-9#*wWA-D]+$/, "keys") },
    text: sound,
    instead: "digits",
  },
  Pause: { attributes: { length: whole(0) } },
  Hangup: { attributes: {} },
  Leave: { attributes: {} },
  Reject: { attributes: { reason: oneOf("rejected", "busy") } },
  Redirect: { attributes: { method }, text: redirect },
  Refer: { attributes: next, children: ["Sip"], count: { min: 1, max: 1 } },
  Gather: {
    attributes: {
      ...next,
      timeout: whole(0, 600),
      finishOnKey: matches(/^[0-9#*]?$/, "a key of a telephone, or nothing"),
      numDigits: whole(1, 1_000),
      input: someOf("dtmf", "speech"),
      actionOnEmptyResult: flag,
      bargeIn: flag,
      speechTimeout: matches(/^(auto|\d{1,3})$/, "auto, or seconds"),
      speechModel: some,
      hints: any,
      language: some,
      profanityFilter: flag,
      enhanced: flag,
      maxSpeechTime: whole(1, 600),
    },
    children: ["Say", "Play", "Pause"],
  },
  Record: {
    attributes: {
      ...next,
      ...recording,
      timeout: whole(1, 600),
      finishOnKey: keys,
      maxLength: whole(1, 14_400),
      playBeep: flag,
      trim,
    },
  },
  Enqueue: {
    attributes: {
      ...next,
      waitUrl: redirect,
      waitUrlMethod: method,
      workflowSid: sid("WW", "a workflow"),
    },
    text: some,
    children: ["Task"],
    count: { min: 0, max: 1 },
    instead: "workflowSid",
  },
  Task: { attributes: { priority: whole(0, 999_999), timeout: whole(0, 999_999) }, text: taskAttributes },
  Dial: {
    attributes: {
      ...next,
      ...recording,
      timeout: whole(1, 600),
      timeLimit: whole(1, 86_400),
      callerId: matches(/^[A-Za-z0-9+._-]+$/, "a caller ID: letters, digits and +-_."),
      answerOnBridge: flag,
      hangupOnStar: flag,
      sequential: flag,
      ringTone: some,
      record: oneOf("do-not-record", ...recordings),
      trim,
    },
    children: ["Sip", "Client", "Application", "Conference", "Queue"],
    count: { min: 1, max: 10 },
    alone: ["Conference", "Queue"],
  },
  Sip: { attributes: { ...leg, codecs: some }, text: sipUri },
  Client: named("Identity", clientIdentity),
  Identity: { attributes: {}, text: clientIdentity },
  Application: named("ApplicationSid", sid("AP", "an application")),
  ApplicationSid: { attributes: {}, text: sid("AP", "an application") },
  Parameter: { attributes: { name: some, value: any } },
  Queue: { attributes: { url: redirect, method }, text: some },
  Conference: {
    attributes: {
      ...told,
      ...recording,
      statusCallbackEvent: someOf("start", "end", "join", "leave", "mute", "hold", "speaker"),
      startConferenceOnEnter: flag,
      endConferenceOnExit: flag,
      participantLabel: some,
      beep: oneOf("true", "false", "onEnter", "onExit"),
      muted: flag,
      waitUrl: redirect,
      waitMethod: method,
      maxParticipants: whole(2, 250),
      record: oneOf("do-not-record", "record-from-start"),
      trim,
    },
    text: some,
  },
};
