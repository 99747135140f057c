import type { Clock } from "./clock.ts";
import type { Faults } from "./faults/faults.ts";
import type { Functions } from "./functions/gateway.ts";
import type { MessageTrace, SmsRequest } from "./messages/index.ts";
import type { FlexUser } from "./nouns/flex/token.ts";
import type { Platform } from "./platform.ts";
import type { ProxyEnvironment } from "./proxy/proxy.ts";
import type { Region } from "./rest/address.ts";
import type { ApiGateway } from "./rest/api-gateway.ts";
import type { JournalEntry } from "./rest/journal.ts";
import type { Snapshot } from "./state/snapshot.ts";
import type { CallTrace, Voice } from "./voice/index.ts";

/** How an emulated Twilio is set up. Everything may be left out. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1; a free one when left out. */
  port?: number;
  /** SIDs, tokens and chances follow from it: the same seed and requests give the same ones. "emulator" when left out. */
  seed?: string;
  /** Made from the seed when left out, or that of the state that is loaded. */
  accountSid?: string;
  authToken?: string;
  /** Twilio's region in which the account is; requests to hosts of another one are refused. Any when left out. */
  region?: Region;
  /** A folder that keeps its state from run to run; memory when left out. */
  stateFolder?: string;
  /** A file (YAML or JSON) of resources, phones and parties that are there at the start, unless a state was loaded. */
  seedFile?: string;
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

/** Variables that lead this project's own tools to an emulator. */
export type EmulatorEnvironment = Record<
  "TWILIO_API_URL" | "TWILIO_ACCOUNT_SID" | "TWILIO_AUTH_TOKEN",
  string
>;

/** A running emulated Twilio. */
export interface Emulator {
  /** Such as `http://127.0.0.1:4010`. */
  url: string;
  accountSid: string;
  authToken: string;
  /** What a process needs to use it instead of Twilio. */
  env: EmulatorEnvironment;
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
  /** A token of somebody who is logged in to Flex, for functions that validate it; good for an hour. */
  flexToken(user: FlexUser): string;
  /** Settles when no message is on its way and all status callbacks have been answered. */
  messagesSettled(): Promise<void>;
  /** Settles when no call is in progress either, whoever placed it: what one has caused is over as well. */
  settled(): Promise<void>;
  /** The trace of a call by its SID, when it is over: for calls that the API places. Errors: no such call. */
  trace(callSid: string): Promise<CallTrace>;
  /** What it remembers, for tests that look behind the API. */
  platform: Platform;
  /** Everything it remembers, as JSON: resources, contents, phones, parties. It holds secrets in plain. */
  export(): Snapshot;
  /** Takes on what another one remembered, in place of everything of its own. Errors: ZodError when it is no snapshot. */
  import(snapshot: unknown): Promise<void>;
  /** Forgets everything but the account. */
  reset(): Promise<void>;
  /** Ends calls, requests and threads; keeps the state, if it has a folder. */
  close(): Promise<void>;
}
