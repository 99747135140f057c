import { type DialOptions, dial } from "../call/dial.ts";
import { recordingAttributes, recordingCallback } from "../call/recording.ts";
import { nouns } from "../nouns/index.ts";
import type { Destination } from "../nouns/noun.ts";
import { rooms } from "../rooms/index.ts";
import type { Room } from "../rooms/room.ts";
import { boolean, integer, method, oneOf, text, unsupported, type Values } from "../twiml/attribute.ts";
import { TwimlError } from "../twiml/twiml-error.ts";
import { defineVerb } from "../twiml/verb.ts";

/** `true` and `false` are how it was once written. */
const recordings = [
  "do-not-record",
  "record-from-answer",
  "record-from-ringing",
  "record-from-answer-dual",
  "record-from-ringing-dual",
  "true",
  "false",
] as const;

const attributes = {
  action: text(),
  method: method(13210),
  timeout: integer(30, 13212, { max: 600 }),
  timeLimit: integer(undefined, 13216),
  callerId: text(),
  answerOnBridge: boolean(false),
  hangupOnStar: boolean(false, 13213),
  sequential: boolean(false),
  ringTone: text(),
  callReason: text(),
  trim: text(),
  record: oneOf(recordings, "do-not-record", 13217),
  ...recordingAttributes,
  referUrl: unsupported(),
  referMethod: unsupported(),
  events: unsupported(),
};

/** Parties that may be dialled at a time. https://www.twilio.com/docs/voice/twiml/number */
const destinationLimit = 10;

/** Connects the caller with somebody. https://www.twilio.com/docs/voice/twiml/dial */
export const Dial = defineVerb<typeof attributes, Destination | Room>({
  name: "Dial",
  attributes,
  nested(element, report) {
    const [first, ...others] = element.children;
    const room = first && Object.hasOwn(rooms, first.name) ? rooms[first.name] : undefined;
    if (first && room) {
      if (others.length > 0) throw new TwimlError(13215, `<${first.name}> in <Dial> must stand alone`);
      return [room.read(first, report)];
    }
    const destinations = element.children.flatMap((child) => {
      const noun = Object.hasOwn(nouns, child.name) ? nouns[child.name] : undefined;
      if (noun) return [noun.read(child, report)];
      throw new TwimlError(
        13215,
        `<${child.name}> in <Dial>; it takes ${[...Object.keys(nouns), ...Object.keys(rooms)].join(", ")}`,
      );
    });
    if (element.children.length === 0 && nouns.Number) {
      destinations.push(nouns.Number.read({ ...element, attributes: {} }, report));
    }
    if (destinations.length > destinationLimit) {
      throw new TwimlError(
        13250,
        `${destinations.length} parties in one <Dial>; at most ${destinationLimit} at a time`,
      );
    }
    return destinations;
  },
  async run({ attributes, nested }, flow) {
    const { action, method, ...options } = attributes;
    if (flow.call.setup.origin.kind === "leg") {
      throw new TwimlError(13201, "TwiML that a called party hears before being connected may not dial");
    }
    const how = { ...options, recording: recordingOf(options) };
    const [room] = nested.filter((one) => "enter" in one);
    const destinations = nested.filter((one) => "plan" in one);
    const params = room ? await room.enter(flow, how) : await dial(flow, how, destinations);
    return action === undefined
      ? undefined
      : { purpose: "action", method, url: flow.resolve(action), params };
  },
});

function recordingOf({
  record,
  recordingTrack,
  ...callback
}: Pick<Values<typeof attributes>, "record" | keyof typeof recordingAttributes>): DialOptions["recording"] {
  if (record === "do-not-record" || record === "false") return undefined;
  return {
    fromRinging: record.startsWith("record-from-ringing"),
    channels: record.endsWith("-dual") ? 2 : 1,
    track: recordingTrack,
    callback: recordingCallback(callback),
  };
}
