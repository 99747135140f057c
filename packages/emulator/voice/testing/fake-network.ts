import { ManualClock } from "../../clock.ts";
import { WebhookError } from "../call/webhook.ts";
import type {
  AlertRecord,
  CallRecord,
  Network,
  OwnedNumber,
  QueueRecord,
  RecordingRecord,
  SipDomain,
  SmsMessage,
  WebAnswer,
  WebRequest,
} from "../network.ts";

/** What answers a request: TwiML, a whole answer, or a function of the request. */
export type FakeAnswer =
  | string
  | Partial<WebAnswer>
  | ((request: WebRequest) => FakeAnswer | Promise<FakeAnswer>);

/** A network for tests of the voice part alone: a domain, numbers, and web pages by URL. */
export interface FakeNetwork extends Network {
  clock: ManualClock;
  domain: SipDomain;
  pages: Map<string, FakeAnswer>;
  requests: WebRequest[];
  calls: Map<string, CallRecord>;
  alerts: AlertRecord[];
  recordings: RecordingRecord[];
  messages: SmsMessage[];
  addNumber(number: Partial<OwnedNumber> & Pick<OwnedNumber, "phoneNumber">): OwnedNumber;
}

export const accountSid = `AC${"0".repeat(32)}`;
export const authToken = "12345";
/** The account's only API key. */
export const apiKey = { sid: `SK${"0".repeat(32)}`, secret: "a secret that is told once" };
const web = "https://example.test";

/** The TwiML of `first` answers every call to the domain `example.sip.twilio.com` and its user `demo`. */
export function fakeNetwork(first: FakeAnswer = "<Response/>"): FakeNetwork {
  const numbers = new Map<string, OwnedNumber>();
  const queues = new Map<string, QueueRecord>();
  const passwords = new Map([
    ["demo", "Secret123456"],
    ["other", "Secret123456"],
  ]);
  const mapped = { mapped: true, password: (username: string) => passwords.get(username) };
  const clock = new ManualClock();
  let sids = 0;
  const network: FakeNetwork = {
    clock,
    domain: {
      sid: `SD${"0".repeat(32)}`,
      accountSid,
      domainName: "example.sip.twilio.com",
      sipRegistration: true,
      emergencyCallingEnabled: true,
      voiceUrl: `${web}/voice`,
      voiceMethod: "POST",
      voiceFallbackMethod: "POST",
      statusCallbackMethod: "POST",
      authentication: { calls: mapped, registrations: mapped },
    },
    pages: new Map([[`${web}/voice`, first]]),
    requests: [],
    calls: new Map(),
    alerts: [],
    recordings: [],
    messages: [],
    addNumber(number) {
      const owned: OwnedNumber = {
        sid: `PN${String(numbers.size).padStart(32, "0")}`,
        accountSid,
        voiceUrl: `${web}/voice`,
        voiceMethod: "POST",
        voiceFallbackMethod: "POST",
        statusCallbackMethod: "POST",
        smsMethod: "POST",
        smsFallbackMethod: "POST",
        ...number,
      };
      numbers.set(number.phoneNumber, owned);
      return owned;
    },
    now: () => clock.now(),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    sid: (prefix) => prefix + String(++sids).padStart(32, "0"),
    authToken: () => authToken,
    sipDomain: (name) => (name === network.domain.domainName ? network.domain : undefined),
    number: (e164) => numbers.get(e164),
    numberBySid: (sid) => [...numbers.values()].find((number) => number.sid === sid),
    application: (_account, sid) => numbers.get(`app:${sid}`),
    apiKey: (sid) => (sid === apiKey.sid ? { accountSid, secret: apiKey.secret } : undefined),
    isVerifiedCallerId: (_account, e164) => e164 === "+15035550999",
    async fetch(request) {
      network.requests.push(request);
      const page = network.pages.get(request.url.split("?", 1)[0] ?? "");
      if (page === undefined) throw new WebhookError(11200, `nothing may leave for ${request.url}`);
      return toAnswer(page, request);
    },
    recordCall: (call) => void network.calls.set(call.sid, call),
    recordConference: () => {},
    mayDial: (_account, e164) => !e164.startsWith("+900"),
    queue(_account, name) {
      const queue = queues.get(name) ?? { sid: network.sid("QU"), maxSize: 2 };
      queues.set(name, queue);
      return queue;
    },
    findQueue: (_account, name) => queues.get(name),
    sendMessage(message) {
      network.messages.push(message);
      return network.sid("SM");
    },
    keepRecording: (recording) => void network.recordings.push(recording),
    recordAlert: (alert) => void network.alerts.push(alert),
  };
  return network;
}

async function toAnswer(page: FakeAnswer, request: WebRequest): Promise<WebAnswer> {
  const answer = typeof page === "function" ? await page(request) : page;
  if (typeof answer === "function") return toAnswer(answer, request);
  const parts = typeof answer === "string" ? { body: answer } : answer;
  return { status: 200, headers: { "content-type": "text/xml" }, body: "", ...parts };
}
