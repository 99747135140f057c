import { account } from "./account.ts";
import { events } from "./events/index.ts";
import { configuration } from "./flex/configuration.ts";
import { flexToken } from "./flex/token.ts";
import { key } from "./key.ts";
import { messaging } from "./messaging/index.ts";
import type { Noun } from "./noun.ts";
import { numbers } from "./numbers/index.ts";
import { callRecording, recording } from "./recording.ts";
import { serverless } from "./serverless/index.ts";
import { sip } from "./sip/index.ts";
import { studio } from "./studio/index.ts";
import { sync } from "./sync/index.ts";
import { usageRecords } from "./usage.ts";
import { usageTrigger } from "./usage-trigger.ts";
import { voiceSettings } from "./voice/index.ts";

/** Every kind of resource that behaves specially. Everything else Twilio documents is generic. */
export const nouns: Noun[] = [
  account,
  key,
  recording,
  callRecording,
  ...events,
  configuration,
  flexToken,
  ...messaging,
  ...numbers,
  ...serverless,
  ...sip,
  ...studio,
  ...sync,
  ...usageRecords,
  usageTrigger,
  ...voiceSettings,
];
