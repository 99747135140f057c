import type { Platform } from "../../platform.ts";
import { textParameter } from "../../rest/request.ts";
import type { Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";

const logKind = "serverless/Services/Environments/Logs";

/** Levels as Twilio's log shows them. */
export type LogLevel = "INFO" | "WARN" | "ERROR";

/** One line that a function wrote. */
export interface LogLine {
  environment: Resource;
  deploymentSid: string;
  buildSid: string;
  functionSid: string;
  requestSid: string;
  level: LogLevel;
  message: string;
}

/** Logs are kept up to 30 days at Twilio; the emulator keeps this many lines an environment. */
const mostLines = 1000;

/** Keeps a line that a function wrote. */
export function writeLog({ store, random }: Platform, line: LogLine): void {
  const { environment } = line;
  const place = {
    kind: logKind,
    account: environment.account,
    parents: { ...environment.parents, environment_sid: environment.key },
  };
  const sid = random.sid("NO");
  const { buildSid, deploymentSid, functionSid, requestSid, level, message } = line;
  store.add({
    ...place,
    key: sid,
    properties: {
      sid,
      build_sid: buildSid,
      deployment_sid: deploymentSid,
      function_sid: functionSid,
      request_sid: requestSid,
      level,
      message,
    },
  });
  const lines = store.collection(place);
  const oldest = lines.size > mostLines ? lines.oldest() : undefined;
  if (oldest) store.delete(oldest);
}

/** Logs of an environment, from and to a time. https://www.twilio.com/docs/serverless/api/resource/logs */
export const log: Noun = {
  kind: logKind,
  *list(request, { store }) {
    const from = Date.parse(textParameter(request, "StartDate") ?? "");
    const to = Date.parse(textParameter(request, "EndDate") ?? "");
    for (const line of store.collection(request.place)) {
      // A time that was not given is NaN, which is neither before nor after.
      if (!(line.created < from || line.created > to)) yield line;
    }
  },
};
