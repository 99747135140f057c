import type { Noun } from "../../nouns/noun.ts";
import { mayDial } from "../../nouns/voice/dialing-permissions.ts";
import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import { type Resource, text } from "../../store/index.ts";
import { isEmergency, normalizeNumber, parseSipUri } from "../address.ts";
import type { OutboundCall } from "../call/outbound.ts";
import { recordingEvents } from "../call/recording.ts";
import type { HttpMethod } from "../network.ts";
import { progressEvents } from "../nouns/noun.ts";
import type { Voice } from "../voice.ts";

/** What is refused by name: a call that went on without it would look as if it had worked. */
const refused = [/^Byoc$/, /^CallToken$/, /^Passports$/];

/** Calls: placed by a POST, redirected or ended while they last. https://www.twilio.com/docs/voice/api/call-resource */
export const callNoun = (voice: Voice): Noun => ({
  kind: "api/Calls",
  missing: { To: 21201, From: 21212 },
  create(request, platform) {
    const named = Object.keys(request.parameters).find((name) => refused.some((one) => one.test(name)));
    if (named) throw new TwilioError(20001, `${named} is not emulated: leave it out`);
    const sid = voice.callOut(outboundOf(request, platform));
    const made = platform.store.get(request.place, sid);
    if (!made) throw new Error(`call ${sid} was not recorded`);
    return made;
  },
  update(request, platform, resource) {
    const status = textParameter(request, "Status");
    const document = documentOf(request, platform);
    const call = voice.switchboard.find(resource.key);
    if (!call) throw new TwilioError(21220);
    if (status === "canceled" && call.isAnswered)
      throw new TwilioError(21220, "Call is in-progress. Cannot cancel.");
    if (status !== undefined) call.finish(call.isAnswered ? "completed" : "canceled", "the API ended it");
    else if (document) call.redirect({ purpose: "redirect", params: {}, ...document });
    return resource;
  },
});

const methodOf = (request: ApiRequest, name: string): HttpMethod =>
  textParameter(request, name) === "GET" ? "GET" : "POST";

function outboundOf(request: ApiRequest, platform: Platform): OutboundCall {
  const document = documentOf(request, platform);
  if (!document) throw new TwilioError(21205, "Url, Twiml or ApplicationSid is required");
  return outboundTo(request, platform, document);
}

/** The call that a request asks for, with what whoever answers hears. */
export function outboundTo(
  request: ApiRequest,
  platform: Platform,
  document: OutboundCall["document"],
): OutboundCall {
  const fallback = textParameter(request, "FallbackUrl");
  const { TimeLimit: timeLimit, Timeout: timeout } = request.parameters;
  return {
    accountSid: request.account.key,
    ...partiesOf(request, platform),
    document,
    timeout: typeof timeout === "number" ? timeout : 60,
    ...(typeof timeLimit === "number" ? { timeLimit } : {}),
    ...(fallback ? { fallback: { url: fallback, method: methodOf(request, "FallbackMethod") } } : {}),
    ...statusCallbackOf(request),
    ...recordingOf(request),
    ...detectionOf(request),
    ...(textParameter(request, "SendDigits") ? { sendDigits: textParameter(request, "SendDigits") } : {}),
  };
}

/** https://www.twilio.com/docs/voice/answering-machine-detection */
function detectionOf(request: ApiRequest): Pick<OutboundCall, "machineDetection"> {
  const how = textParameter(request, "MachineDetection");
  if (how !== "Enable" && how !== "DetectMessageEnd") return {};
  const url = textParameter(request, "AsyncAmdStatusCallback");
  const isAsync = textParameter(request, "AsyncAmd") === "true";
  const method = methodOf(request, "AsyncAmdStatusCallbackMethod");
  return { machineDetection: { how, isAsync, ...(url && { callback: { url, method } }) } };
}

/** What the call hears, if the request says so. */
function documentOf(request: ApiRequest, { store }: Platform): OutboundCall["document"] | undefined {
  const twiml = textParameter(request, "Twiml");
  if (twiml) return { method: "POST", url: "https://api.twilio.com/", twiml };
  const sid = textParameter(request, "ApplicationSid");
  const application = sid
    ? store.get({ kind: "api/Applications", account: request.account.key, parents: {} }, sid)
    : undefined;
  const url = application ? text(application, "voice_url") : textParameter(request, "Url");
  if (!url) return undefined;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    throw new TwilioError(21205, `Url is not a valid URL: ${url}`);
  const method =
    application && text(application, "voice_method") === "GET" ? "GET" : methodOf(request, "Method");
  return { method, url };
}

function partiesOf(request: ApiRequest, platform: Platform): Pick<OutboundCall, "from" | "to"> {
  const written = textParameter(request, "To") ?? "";
  const isAddress = written.startsWith("client:") || parseSipUri(written) !== undefined;
  const to = isAddress ? written : normalizeNumber(written);
  if (to === undefined)
    throw new TwilioError(21211, `The 'To' number ${written} is not a valid phone number.`);
  const given = textParameter(request, "CallerId") || textParameter(request, "From") || "";
  if (isAddress) return { to, from: given };
  if (!isEmergency(to) && !mayDial(request.account.key, to, platform)) {
    throw new TwilioError(
      21215,
      `Account not authorized to call ${to}. Perhaps you need to enable some international permissions.`,
    );
  }
  const from = normalizeNumber(given);
  if (from === undefined)
    throw new TwilioError(21212, `The 'From' number ${given} is not a valid phone number.`);
  if (!isEmergency(to) && !mayShow(from, request.account, platform)) {
    throw new TwilioError(
      21210,
      `The source phone number provided, ${from}, is not yet verified for your account.`,
    );
  }
  return { to, from };
}

/** Numbers the account owns or has verified. */
const mayShow = (number: string, account: Resource, { store }: Platform): boolean =>
  ["api/IncomingPhoneNumbers", "api/OutgoingCallerIds"].some((kind) =>
    store.where(kind, "phone_number", number).some((owned) => owned.account === account.key),
  );

/** Values of a parameter that may come as a list or, as people often send it, as one text with spaces. */
function wordsOf<T extends string>(
  request: ApiRequest,
  name: string,
  known: readonly T[],
  otherwise: readonly T[],
) {
  const value = request.parameters[name];
  const given = [value ?? []].flat().flatMap((one) => String(one).split(/[\s,]+/));
  const words = known.filter((word) => given.includes(word));
  return words.length > 0 ? words : otherwise;
}

function statusCallbackOf(request: ApiRequest): Pick<OutboundCall, "statusCallback"> {
  const url = textParameter(request, "StatusCallback");
  if (!url) return {};
  const events = wordsOf(request, "StatusCallbackEvent", progressEvents, ["completed"]);
  return { statusCallback: { url, method: methodOf(request, "StatusCallbackMethod"), events } };
}

function recordingOf(request: ApiRequest): Pick<OutboundCall, "recording"> {
  if (request.parameters.Record !== true) return {};
  const url = textParameter(request, "RecordingStatusCallback");
  const track = textParameter(request, "RecordingTrack");
  const callback = url && {
    url,
    method: methodOf(request, "RecordingStatusCallbackMethod"),
    events: wordsOf(request, "RecordingStatusCallbackEvent", recordingEvents, ["completed"]),
  };
  return {
    recording: {
      channels: textParameter(request, "RecordingChannels") === "dual" ? 2 : 1,
      track: track === "inbound" || track === "outbound" ? track : "both",
      callback: callback || undefined,
    },
  };
}
