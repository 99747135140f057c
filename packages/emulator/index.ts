import { SystemClock } from "./clock.ts";
import { controlRoutes } from "./control.ts";
import type { Emulator, EmulatorOptions } from "./emulator.ts";
import { Faults } from "./faults/faults.ts";
import { Functions } from "./functions/gateway.ts";
import { Messages, messageNoun, messageRoutes } from "./messages/index.ts";
import { mintFlexToken } from "./nouns/flex/token.ts";
import { nouns } from "./nouns/index.ts";
import { readerOf } from "./nouns/noun.ts";
import { pageFiles } from "./page/files.ts";
import { pageRoutes } from "./page/routes.ts";
import type { Delays, Platform } from "./platform.ts";
import { TwilioProxy } from "./proxy/proxy.ts";
import { Random } from "./random.ts";
import { RestApi } from "./rest/api.ts";
import { ApiGateway } from "./rest/api-gateway.ts";
import type { JournalEntry } from "./rest/journal.ts";
import { jsonRoutes } from "./rest/json-routes.ts";
import { nothingHere, serve } from "./rest/server.ts";
import { refuseStrangers } from "./rest/visitor.ts";
import { Memory } from "./state/memory.ts";
import { plantSeedFile } from "./state/seed-file.ts";
import { Store } from "./store/index.ts";
import { createVoice, openNetwork, voiceNouns, voiceRoutes } from "./voice/index.ts";

export { twilioClient } from "./client.ts";
export { type Clock, ManualClock, SystemClock } from "./clock.ts";
export type { Emulator, EmulatorEnvironment, EmulatorOptions } from "./emulator.ts";
export type { Fault } from "./faults/faults.ts";
export type { MessageTrace, SmsRequest } from "./messages/index.ts";
export type { Platform } from "./platform.ts";
export type { ProxyEnvironment } from "./proxy/proxy.ts";
export type { JournalEntry } from "./rest/journal.ts";
export type { Snapshot } from "./state/snapshot.ts";
export * from "./voice/index.ts";

/** Starts a Twilio of one's own on this machine. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, latencyMs = 0, clock = new SystemClock() } = options;
  const random = new Random(options.seed ?? "emulator");
  const delays: Delays = {
    build: options.buildMs ?? 200,
    emergency: options.emergencyMs ?? 200,
    message: options.messageMs ?? 100,
  };
  const platform: Platform = { store: new Store(clock), clock, random, delays };
  const faults = new Faults(random, clock);
  const journal: JournalEntry[] = [];
  const functions = new Functions(platform, {
    apiUrl: () => url,
    timeoutMs: options.functionTimeoutMs ?? 10_000,
  });
  const { network, eventStreams, usageAlarms } = openNetwork(
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
  const allNouns = [...nouns, ...voiceNouns(voice), messageNoun(messages)];
  const rest = new RestApi(platform, allNouns, faults.lag);
  const memory = new Memory({ platform, voice, messages, functions, faults, journal }, options);
  if (options.stateFolder !== undefined) await memory.load(options.stateFolder);
  if (options.seedFile !== undefined && !memory.wasLoaded)
    await plantSeedFile(options.seedFile, { platform, api: rest, voice, account: memory.account });
  const ownPaths = jsonRoutes({
    ...controlRoutes({ faults, requests: journal, clock, memory }),
    ...voiceRoutes(voice),
    ...messageRoutes(messages),
    ...pageRoutes({
      store: platform.store,
      clock,
      journal,
      faults,
      voice,
      remembered: () => memory.fingerprint(),
      read: readerOf(allNouns, platform),
    }),
  });
  const api = new ApiGateway({ platform, api: rest, faults, journal, latencyMs, region: options.region });
  const { server, url } = await serve(
    {
      api,
      functions: (request) => functions.handle(request),
      own: (request) =>
        refuseStrangers(request) ?? ownPaths(request) ?? pageFiles(request) ?? nothingHere(request),
    },
    port,
  );
  // Not before: what did not start, or a seed file that is wrong half-way, leaves nothing.
  memory.keep();
  const proxy = new TwilioProxy(server, options.stateFolder);
  return {
    url,
    get accountSid() {
      return memory.account.accountSid;
    },
    get authToken() {
      return memory.account.authToken;
    },
    get env() {
      const { accountSid, authToken } = memory.account;
      return { TWILIO_API_URL: url, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken };
    },
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
    flexToken: (user) => mintFlexToken(platform, user.account ?? memory.account.accountSid, user),
    messagesSettled: () => messages.settled(),
    async settled() {
      do {
        await voice.switchboard.settled();
        await messages.settled();
        await usageAlarms.settled();
        await eventStreams.settled();
      } while (!voice.switchboard.isIdle || !messages.isIdle || !usageAlarms.isIdle);
    },
    async trace(callSid) {
      const trace = voice.switchboard.trace(callSid);
      if (!trace) throw new Error(`there was no call ${callSid}, or it was long ago`);
      return trace;
    },
    platform,
    export: () => memory.export(),
    import: (snapshot) => memory.import(snapshot),
    reset: () => memory.reset(),
    async close() {
      await voice.switchboard.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await proxy.close();
      await closed;
      await memory.close();
      await functions.close();
    },
  };
}
