import type { Call } from "../call/call.ts";
import { keepRecording, recordingAttributes, recordingCallback } from "../call/recording.ts";
import { boolean, integer, keys, method, oneOf, text, unsupported } from "../twiml/attribute.ts";
import { defineVerb } from "../twiml/verb.ts";

const { recordingTrack: _, ...callback } = recordingAttributes;

const attributes = {
  action: text(),
  method: method(),
  timeout: integer(5, 12200),
  finishOnKey: keys("1234567890*#", 12200),
  maxLength: integer(3600, 12200, { max: 14_400 }),
  playBeep: boolean(true),
  trim: oneOf(["trim-silence", "do-not-trim"], "do-not-trim"),
  ...callback,
  transcribe: unsupported(),
  transcribeCallback: unsupported(),
};

/**
 * Records what the caller says (`leaves a message of 12 s` in their script) until they press a key, are silent,
 * hang up or have no time left. Of silence nothing is kept, and the next verb follows.
 * https://www.twilio.com/docs/voice/twiml/record
 */
export const Record = defineVerb({
  name: "Record",
  attributes,
  run({ attributes }, flow) {
    const { call, documentUrl, resolve } = flow;
    const { action, method, maxLength, timeout, finishOnKey, playBeep, trim } = attributes;
    call.answer();
    if (playBeep) call.hear("play", "beep", 1);
    if (call.isOver) return undefined;
    const startedAt = call.at;
    const spoken = Math.min(spokenSeconds(call), maxLength);
    if (spoken > 0) call.did("left a message", `of ${spoken} s`);
    call.pass(spoken);
    const key = spoken < maxLength && !call.isOver ? finishingKey(call, finishOnKey) : undefined;
    if (key === undefined) call.pass(Math.min(timeout, maxLength - spoken));
    const elapsed = call.at - startedAt;
    if (spoken === 0) return undefined;
    const duration = Math.ceil(trim === "trim-silence" ? Math.min(spoken, elapsed) : elapsed);
    const { sid, url } = keepRecording(flow, {
      source: "RecordVerb",
      callSid: call.sid,
      startedAt,
      duration,
      channels: 1,
      track: "inbound",
      callback: recordingCallback(attributes),
    });
    const digits = call.isOver ? "hangup" : key;
    return {
      purpose: "action",
      method,
      url: action === undefined ? documentUrl : resolve(action),
      params: {
        RecordingSid: sid,
        RecordingUrl: url,
        RecordingDuration: String(duration),
        ...(digits === undefined ? {} : { Digits: digits }),
      },
    };
  },
});

function spokenSeconds(call: Call): number {
  const input = call.takeInput(["message"]);
  return input && "message" in input ? input.message : 0;
}

/** The key that ends the recording, if the caller presses one next; the keys behind it are left. */
function finishingKey(call: Call, finishOnKey: string): string | undefined {
  const input = call.nextInput(["press"]);
  if (!input || !("press" in input)) return undefined;
  const key = input.press.slice(0, 1);
  if (!finishOnKey.includes(key)) return undefined;
  call.setup.inputs.shift();
  if (input.press.length > 1) call.setup.inputs.unshift({ press: input.press.slice(1) });
  call.did("pressed", key);
  return key;
}
