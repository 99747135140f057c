import { secretOf } from "../nouns/key.ts";
import { recordingKind } from "../nouns/recording.ts";
import { admissionOf } from "../nouns/sip/admission.ts";
import { passwordOf } from "../nouns/sip/credential.ts";
import { mayDial } from "../nouns/voice/dialing-permissions.ts";
import type { Platform } from "../platform.ts";
import { accountOf } from "../rest/authenticate.ts";
import { iso8601, rfc2822 } from "../rest/shape.ts";
import { type Properties, type Resource, text } from "../store/index.ts";
import { conferenceKind } from "./api/conference.ts";
import { defaultQueueSize, queueKind } from "./api/queue.ts";
import type {
  AlertRecord,
  Authentication,
  CallRecord,
  ConferenceRecord,
  HttpMethod,
  Network,
  OwnedNumber,
  QueueRecord,
  RecordingRecord,
  SipDomain,
  SmsConfiguration,
  VoiceConfiguration,
  WebAnswer,
  WebRequest,
} from "./network.ts";

/** What the voice part stands on. */
export interface VoiceBase {
  platform: Platform;
  /** Properties of a resource as the API answers them, with those that follow from the time. */
  show(resource: Resource): Properties;
  /** Sends a request to the web. */
  fetch(request: WebRequest): Promise<WebAnswer>;
  /** Sends a text. */
  sendMessage: Network["sendMessage"];
  /** Tells who subscribes to the debugger's log. */
  errorLogged(alert: AlertRecord): void;
}

/** The emulator's resources as calls see them. */
export function storeNetwork({ platform, show, fetch, sendMessage, errorLogged }: VoiceBase): Network {
  const { store, clock, random } = platform;
  const number = (resource: Resource | undefined) => resource && toNumber(resource, platform, show);
  return {
    now: () => clock.now(),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    sid: (prefix) => random.sid(prefix),
    authToken: (accountSid) => text(accountOf(accountSid, platform), "auth_token") ?? "",
    sipDomain(name) {
      const [found] = store.where("api/SIP/Domains", "domain_name", name);
      return found && toDomain(found, platform);
    },
    number: (e164) => number(store.where("api/IncomingPhoneNumbers", "phone_number", e164)[0]),
    numberBySid: (sid) => number(store.where("api/IncomingPhoneNumbers", "sid", sid)[0]),
    application(accountSid, sid) {
      const found = store.get({ kind: "api/Applications", account: accountSid, parents: {} }, sid);
      return found && { sid, accountSid, phoneNumber: `app:${sid}`, ...voiceOf(found), ...smsOf(found) };
    },
    apiKey(sid) {
      const [found] = store.where("api/Keys", "sid", sid);
      return found && { accountSid: found.account, secret: secretOf(found) };
    },
    isVerifiedCallerId: (accountSid, e164) =>
      store
        .where("api/OutgoingCallerIds", "phone_number", e164)
        .some((callerId) => callerId.account === accountSid),
    fetch,
    sendMessage,
    recordCall: (call) => recordCall(call, platform),
    recordConference: (conference) => recordConference(conference, platform),
    mayDial: (accountSid, number) => mayDial(accountSid, number, platform),
    queue: (accountSid, name) => queueOf(accountSid, name, platform) ?? newQueue(accountSid, name, platform),
    findQueue: (accountSid, name) => queueOf(accountSid, name, platform),
    keepRecording: (recording) => keepRecording(recording, platform),
    recordAlert(alert) {
      recordAlert(alert, platform);
      errorLogged(alert);
    },
  };
}

/** An empty text is none. */
const filled = (resource: Resource | undefined, property: string) => text(resource, property) || undefined;

const methodOf = (resource: Resource, property: string): HttpMethod =>
  text(resource, property) === "GET" ? "GET" : "POST";

function toDomain(domain: Resource, platform: Platform): SipDomain {
  const { account, key, properties } = domain;
  return {
    sid: key,
    accountSid: account,
    domainName: text(domain, "domain_name") ?? "",
    sipRegistration: properties.sip_registration === true,
    emergencyCallingEnabled: properties.emergency_calling_enabled === true,
    emergencyCallerSid: filled(domain, "emergency_caller_sid"),
    voiceUrl: filled(domain, "voice_url"),
    voiceMethod: methodOf(domain, "voice_method"),
    voiceFallbackUrl: filled(domain, "voice_fallback_url"),
    voiceFallbackMethod: methodOf(domain, "voice_fallback_method"),
    statusCallback: filled(domain, "voice_status_callback_url"),
    statusCallbackMethod: methodOf(domain, "voice_status_callback_method"),
    authentication: {
      calls: { ...authenticationOf(domain, "Calls", platform), admits: admissionOf(domain, platform) },
      registrations: authenticationOf(domain, "Registrations", platform),
    },
  };
}

function authenticationOf(
  { account, key }: Resource,
  purpose: "Calls" | "Registrations",
  { store }: Platform,
): Authentication {
  const mappings = [
    ...store.collection({
      kind: `api/SIP/Domains/Auth/${purpose}/CredentialListMappings`,
      account,
      parents: { domain_sid: key },
    }),
  ];
  const lists = new Set(mappings.map((mapping) => mapping.key));
  return {
    mapped: lists.size > 0,
    password(username) {
      const credential = store
        .where("api/SIP/CredentialLists/Credentials", "username", username)
        .find(({ parents }) => lists.has(parents.credential_list_sid ?? ""));
      return credential && passwordOf(credential);
    },
  };
}

function toNumber(number: Resource, platform: Platform, show: VoiceBase["show"]): OwnedNumber {
  const phoneNumber = text(number, "phone_number") ?? "";
  const applicationOf = (property: string): Resource => {
    const application = filled(number, property);
    return (application && platform.store.where("api/Applications", "sid", application)[0]) || number;
  };
  const address = registeredAddress(show(number), platform);
  return {
    sid: number.key,
    accountSid: number.account,
    phoneNumber,
    ...(address === undefined ? {} : { emergencyAddress: address }),
    ...(filled(number, "trunk_sid") ? { answeredBy: `trunk ${text(number, "trunk_sid")}` } : {}),
    ...voiceOf(applicationOf("voice_application_sid")),
    ...smsOf(applicationOf("sms_application_sid")),
  };
}

/** Numbers and applications name their URLs alike. */
const voiceOf = (resource: Resource): VoiceConfiguration => ({
  voiceUrl: filled(resource, "voice_url"),
  voiceMethod: methodOf(resource, "voice_method"),
  voiceFallbackUrl: filled(resource, "voice_fallback_url"),
  voiceFallbackMethod: methodOf(resource, "voice_fallback_method"),
  statusCallback: filled(resource, "status_callback"),
  statusCallbackMethod: methodOf(resource, "status_callback_method"),
});

const smsOf = (resource: Resource): SmsConfiguration => ({
  smsUrl: filled(resource, "sms_url"),
  smsMethod: methodOf(resource, "sms_method"),
  smsFallbackUrl: filled(resource, "sms_fallback_url"),
  smsFallbackMethod: methodOf(resource, "sms_fallback_method"),
});

/** The emergency address of a number, in one line, if it is registered. */
function registeredAddress(number: Properties, { store }: Platform): string | undefined {
  if (number.emergency_address_status !== "registered") return undefined;
  const [address] = store.where("api/Addresses", "sid", number.emergency_address_sid ?? null);
  const lines = [
    "customer_name",
    "street",
    "street_secondary",
    "city",
    "region",
    "postal_code",
    "iso_country",
  ];
  return (
    lines
      .map((line) => filled(address, line))
      .filter(Boolean)
      .join(", ") || undefined
  );
}

/** https://www.twilio.com/docs/voice/api/call-resource */
function recordCall(call: CallRecord, { store }: Platform): void {
  const place = { kind: "api/Calls", account: call.accountSid, parents: {} };
  const properties: Properties = {
    sid: call.sid,
    account_sid: call.accountSid,
    api_version: "2010-04-01",
    parent_call_sid: call.parentCallSid ?? null,
    phone_number_sid: call.phoneNumberSid ?? null,
    from: call.from,
    from_formatted: call.from,
    to: call.to,
    to_formatted: call.to,
    direction: call.direction,
    status: call.status,
    start_time: rfc2822(call.startTime),
    end_time: call.endTime === undefined ? null : rfc2822(call.endTime),
    duration: call.duration === undefined ? null : String(call.duration),
    answered_by: call.answeredBy ?? null,
    price_unit: "USD",
  };
  const known = store.get(place, call.sid);
  if (known) store.update(known, properties);
  else store.add({ ...place, key: call.sid, properties });
}

/** https://www.twilio.com/docs/voice/api/conference-resource */
function recordConference(conference: ConferenceRecord, { store }: Platform): void {
  const { sid, accountSid, name, isStarted, endTime, endedBy } = conference;
  const place = { kind: conferenceKind, account: accountSid, parents: {} };
  const properties: Properties = {
    sid,
    friendly_name: name,
    status: endTime !== undefined ? "completed" : isStarted ? "in-progress" : "init",
    region: "us1",
    reason_conference_ended: endTime === undefined ? null : "last-participant-left",
    call_sid_ending_conference: endedBy ?? null,
  };
  const known = store.get(place, sid);
  if (known) store.update(known, properties);
  else store.add({ ...place, key: sid, properties });
}

const queuePlace = (account: string) => ({ kind: queueKind, account, parents: {} });

const toQueue = ({ key, properties }: Resource): QueueRecord => ({
  sid: key,
  maxSize: Number(properties.max_size),
});

function queueOf(accountSid: string, name: string, { store }: Platform): QueueRecord | undefined {
  const found = store.where(queueKind, "friendly_name", name).find(({ account }) => account === accountSid);
  return found && toQueue(found);
}

function newQueue(accountSid: string, name: string, { store, random }: Platform): QueueRecord {
  const sid = random.sid("QU");
  const properties = { sid, friendly_name: name, max_size: defaultQueueSize };
  return toQueue(store.add({ ...queuePlace(accountSid), key: sid, properties }));
}

/** https://www.twilio.com/docs/voice/api/recording */
function keepRecording(recording: RecordingRecord, { store }: Platform): void {
  const { sid, accountSid, callSid, source, channels, duration, startTime } = recording;
  store.add({
    kind: recordingKind,
    account: accountSid,
    parents: {},
    key: sid,
    properties: {
      sid,
      call_sid: callSid,
      source,
      channels,
      duration: String(duration),
      start_time: rfc2822(startTime),
      status: "completed",
      price_unit: "USD",
    },
  });
}

/** Twilio keeps alerts for 30 days; a laptop that runs for days keeps so many of an account. */
const alertsKept = 10_000;

/** https://www.twilio.com/docs/usage/monitor-alert */
function recordAlert(alert: AlertRecord, { store }: Platform): void {
  const at = iso8601(alert.at);
  const log = store.collection({ kind: "monitor/Alerts", account: alert.accountSid, parents: {} });
  const oldest = log.oldest();
  if (oldest && log.size >= alertsKept) store.delete(oldest);
  store.add({
    kind: "monitor/Alerts",
    account: alert.accountSid,
    parents: {},
    key: alert.sid,
    properties: {
      sid: alert.sid,
      account_sid: alert.accountSid,
      resource_sid: alert.resourceSid,
      error_code: String(alert.code),
      log_level: alert.level,
      alert_text: alert.text,
      more_info: `https://www.twilio.com/docs/errors/${alert.code}`,
      date_generated: at,
      request_method: alert.request?.method ?? null,
      request_url: alert.request?.url ?? null,
    },
  });
}
