import { type Clock, SystemClock } from "./clock.ts";
import { controlRoutes } from "./control.ts";
import { Faults } from "./faults/faults.ts";
import { Functions } from "./functions/gateway.ts";
import {
  Messages,
  type MessageTrace,
  messageNoun,
  messageRoutes,
  type SmsRequest,
} from "./messages/index.ts";
import { openAccount } from "./nouns/account.ts";
import { nouns } from "./nouns/index.ts";
import type { Delays, Platform } from "./platform.ts";
import { type ProxyEnvironment, TwilioProxy } from "./proxy/proxy.ts";
import { Random } from "./random.ts";
import { RestApi } from "./rest/api.ts";
import { ApiGateway } from "./rest/api-gateway.ts";
import type { JournalEntry } from "./rest/journal.ts";
import { jsonRoutes } from "./rest/json-routes.ts";
import { nothingHere, serve } from "./rest/server.ts";
import { Store } from "./store/index.ts";
import {
  type CallTrace,
  createVoice,
  openNetwork,
  type Voice,
  voiceNouns,
  voiceRoutes,
} from "./voice/index.ts";

export { twilioClient } from "./client.ts";
export { type Clock, ManualClock, SystemClock } from "./clock.ts";
export type { Fault } from "./faults/faults.ts";
export type { MessageTrace, SmsRequest } from "./messages/index.ts";
export type { Platform } from "./platform.ts";
export type { ProxyEnvironment } from "./proxy/proxy.ts";
export type { JournalEntry } from "./rest/journal.ts";
export * from "./voice/index.ts";

/** How an emulated Twilio is set up. Everything may be left out. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1; a free one when left out. */
  port?: number;
  /** SIDs, tokens and chances follow from it: the same seed and requests give the same ones. "emulator" when left out. */
  seed?: string;
  /** Made from the seed when left out. */
  accountSid?: string;
  authToken?: string;
  /** Milliseconds each API request takes at least; 0 when left out. */
  latencyMs?: number;
  /** Milliseconds a build takes; 200 when left out. */
  buildMs?: number;
  /** Milliseconds an emergency address takes to be registered; 200 when left out. */
  emergencyMs?: number;
  /** Milliseconds until a message is sent; 100 when left out. */
  messageMs?: number;
  /** Milliseconds a function may run; 10,000 when left out, as on Twilio. */
  functionTimeoutMs?: number;
  /** Whether webhooks may ask servers on this machine (`http://127.0.0.1:...`); no when left out. Nothing else is ever asked. */
  allowLocalWebhooks?: boolean;
  /**
   * Where time comes from; the machine's when left out. A `ManualClock` stands still until it is moved: what takes time
   * (builds, registrations, messages on their way) waits for that, unless it takes 0 ms.
   */
  clock?: Clock;
}

/** A running emulated Twilio. */
export interface Emulator {
  /** Such as `http://127.0.0.1:4010`. */
  url: string;
  accountSid: string;
  authToken: string;
  /** What a process needs to use it instead of Twilio. */
  env: { TWILIO_API_URL: string; TWILIO_ACCOUNT_SID: string; TWILIO_AUTH_TOKEN: string };
  /**
   * What a process needs to reach it under Twilio's own addresses, by the emulator's HTTPS proxy: for clients that know
   * nothing of an emulator.
   */
  proxyEnvironment(): Promise<ProxyEnvironment>;
  /** Every API request so far, oldest first. */
  requests: JournalEntry[];
  faults: Faults;
  /** Its time: `clock.advance(10_000)` moves it on by ten seconds. */
  clock: Clock;
  /** Answers API requests, also without a socket. */
  api: ApiGateway;
  /** Serves deployed domains, also without a socket: `functions.handle({ method, url, headers, body })`. */
  functions: Functions;
  /** SIP phones around it, and people outside: what they do when called. */
  phones: Voice["phones"];
  parties: Voice["parties"];
  /** Places a call and gives its trace when it is over. */
  call: Voice["call"];
  /**
   * Somebody outside writes to a number of an account. Gives the trace when the replies have arrived. Errors: no
   * account owns the number.
   */
  sms(request: SmsRequest): Promise<MessageTrace>;
  /** Settles when no message is on its way and all status callbacks have been answered. */
  messagesSettled(): Promise<void>;
  /** Settles when no call is in progress either, whoever placed it: what one has caused is over as well. */
  settled(): Promise<void>;
  /** The trace of a call by its SID, when it is over: for calls that the API places. Errors: no such call. */
  trace(callSid: string): Promise<CallTrace>;
  /** What it remembers, for tests that look behind the API. */
  platform: Platform;
  /** Forgets everything but the account. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a Twilio of one's own on this machine. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, seed = "emulator", latencyMs = 0, clock = new SystemClock() } = options;
  const random = new Random(seed);
  const delays: Delays = {
    build: options.buildMs ?? 200,
    emergency: options.emergencyMs ?? 200,
    message: options.messageMs ?? 100,
  };
  const platform: Platform = { store: new Store(clock), clock, random, delays };
  // Drawn from the seed again after a reset: the account stays the same.
  const open = () => {
    const { accountSid = random.sid("AC"), authToken = random.hex("auth token") } = options;
    openAccount(platform, accountSid, authToken);
    return { accountSid, authToken };
  };
  const { accountSid, authToken } = open();
  const faults = new Faults(random, clock);
  const journal: JournalEntry[] = [];
  const functions = new Functions(platform, {
    apiUrl: () => url,
    timeoutMs: options.functionTimeoutMs ?? 10_000,
  });
  const network = openNetwork(
    platform,
    {
      functions: (request) => functions.handle(request),
      faults,
      allowLocalWebhooks: options.allowLocalWebhooks ?? false,
    },
    (message) => messages.sendFromCall(message),
  );
  const voice = createVoice(network);
  const messages = new Messages(platform, network, voice.parties);
  const reset = async () => {
    messages.reset();
    await voice.reset();
    platform.store.clear();
    random.reset();
    faults.clear();
    journal.length = 0;
    open();
    await functions.reset();
  };
  const ownPaths = jsonRoutes({
    ...controlRoutes({ faults, requests: journal, reset }),
    ...voiceRoutes(voice),
    ...messageRoutes(messages),
  });
  const api = new ApiGateway({
    platform,
    api: new RestApi(platform, [...nouns, ...voiceNouns(voice), messageNoun(messages)], faults.lag),
    faults,
    journal,
    latencyMs,
  });
  const { server, url } = await serve(
    {
      api,
      functions: (request) => functions.handle(request),
      own: (request) => ownPaths(request) ?? nothingHere(request),
    },
    port,
  );
  const proxy = new TwilioProxy(server, undefined);
  return {
    url,
    accountSid,
    authToken,
    env: { TWILIO_API_URL: url, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken },
    proxyEnvironment: () => proxy.environment(url),
    requests: journal,
    faults,
    clock,
    api,
    functions,
    phones: voice.phones,
    parties: voice.parties,
    call: voice.call,
    sms: (request) => messages.receive(request),
    messagesSettled: () => messages.settled(),
    async settled() {
      do {
        await voice.switchboard.settled();
        await messages.settled();
      } while (!voice.switchboard.isIdle);
    },
    async trace(callSid) {
      const trace = voice.switchboard.trace(callSid);
      if (!trace) throw new Error(`there was no call ${callSid}, or it was long ago`);
      return trace;
    },
    platform,
    reset,
    async close() {
      messages.reset();
      await voice.reset();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await proxy.close();
      await closed;
      await functions.close();
    },
  };
}
