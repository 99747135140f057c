import { rfc2822 } from "../../rest/shape.ts";
import type { HttpMethod, RecordingRecord } from "../network.ts";
import { method, oneOf, someOf, text, type Values } from "../twiml/attribute.ts";
import type { Flow } from "./flow.ts";

/** Events of a recording. https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback-event */
export const recordingEvents = ["in-progress", "completed", "absent"] as const;

/** Attributes that verbs which record have in common. */
export const recordingAttributes = {
  recordingStatusCallback: text(),
  recordingStatusCallbackMethod: method(),
  recordingStatusCallbackEvent: someOf(recordingEvents, ["completed"]),
  recordingTrack: oneOf(["both", "inbound", "outbound"], "both"),
};

/** Who is told of a recording. */
export interface RecordingCallback {
  url: string;
  method: HttpMethod;
  events: readonly (typeof recordingEvents)[number][];
}

/** What the attributes say about who is told. */
export const recordingCallback = (
  values: Omit<Values<typeof recordingAttributes>, "recordingTrack">,
): RecordingCallback | undefined =>
  values.recordingStatusCallback === undefined
    ? undefined
    : {
        url: values.recordingStatusCallback,
        method: values.recordingStatusCallbackMethod,
        events: values.recordingStatusCallbackEvent,
      };

/** A recording that was made. */
export interface NewRecording {
  source: RecordingRecord["source"];
  callSid: string;
  /** Seconds since the call began. */
  startedAt: number;
  /** Seconds. */
  duration: number;
  channels: 1 | 2;
  track: "both" | "inbound" | "outbound";
  callback: RecordingCallback | undefined;
}

/**
 * Keeps a recording, to be read at Recordings.json and fetched as a sound, and tells its callback.
 * https://www.twilio.com/docs/voice/api/recording
 */
export function keepRecording(flow: Flow, recording: NewRecording): { sid: string; url: string } {
  const { call, world, resolve } = flow;
  const { source, callSid, duration, channels, callback, track } = recording;
  const { accountSid } = call.setup;
  const sid = world.network.sid("RE");
  const startTime = call.now - (call.at - recording.startedAt) * 1000;
  world.network.keepRecording({ sid, accountSid, callSid, source, channels, duration, startTime });
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  for (const event of (["in-progress", "completed"] as const).filter((one) =>
    callback?.events.includes(one),
  )) {
    if (!callback) continue;
    world.background.send(world.network, call, {
      purpose: "recording-status",
      method: callback.method,
      url: resolve(callback.url),
      params: {
        AccountSid: accountSid,
        CallSid: callSid,
        RecordingSid: sid,
        RecordingUrl: url,
        RecordingStatus: event,
        ...(event === "completed" ? { RecordingDuration: String(duration) } : {}),
        RecordingChannels: String(channels),
        RecordingStartTime: rfc2822(startTime),
        RecordingSource: source,
        RecordingTrack: track,
      },
    });
  }
  return { sid, url };
}
