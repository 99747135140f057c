import { createHash } from "node:crypto";
import { type Emulator, type Fault, startEmulator, twilioClient } from "@dialer/emulator";
import { type TestStack, testStack } from "@dialer/engine";
import * as pulumi from "@pulumi/pulumi";
import { expect, it, onTestFinished } from "vitest";
import * as twilio from "./index.ts";
import { Operations } from "./server/operations.ts";
import { providerService } from "./server/service.ts";
import { impatientClock } from "./testing/world.ts";

/** Which schedules run: `FAULT_SEEDS=7,1234` runs these again. What they cannot fix is the order of what runs at once. */
const seeds = (process.env.FAULT_SEEDS ?? "1,2,3,4,5,6,7,8,9,10,11,12").split(",");

/** How often a stack is brought up in bad weather before it is brought up in good. */
const ROUNDS = 3;

/** All that can go wrong with a request, each with its chance. */
const weather: Fault[] = [
  { status: 429, headers: { "Retry-After": "0" }, probability: 0.1 },
  { status: 503, probability: 0.08 },
  { status: 500, effect: true, probability: 0.08 },
  { drop: "before", probability: 0.08 },
  { drop: "after", probability: 0.08 },
  { delayMs: 15, probability: 0.1 },
];

/**
 * A small stack with one of each kind of doubt: unique names, keys within a list, mappings, what Twilio lets be made
 * twice, what is made in two steps, and what costs money.
 */
const program = (phoneNumber: string, round: number) => () => {
  const adopt = true;
  const voiceUrl = `https://example.com/voice/${round}`;
  const domain = new twilio.sip.Domain("domain", { domainName: "booths.sip.twilio.com", voiceUrl, adopt });
  const list = new twilio.sip.CredentialList("list", { friendlyName: "booths", adopt });
  for (const username of ["booth", "kiosk"]) {
    new twilio.sip.Credential(username, { credentialListSid: list.sid, username, adopt });
  }
  const mapped = { domainSid: domain.sid, credentialListSid: list.sid, adopt };
  new twilio.sip.AuthCallsCredentialListMapping("calls", mapped);
  new twilio.sip.AuthRegistrationsCredentialListMapping("registrations", mapped);
  const service = new twilio.serverless.Service("service", { uniqueName: "dialer", adopt });
  const place = { serviceSid: service.sid, uniqueName: "stage", domainSuffix: "stage", adopt };
  const environment = new twilio.serverless.Environment("environment", place);
  const inside = { serviceSid: service.sid, environmentSid: environment.sid, adopt };
  new twilio.serverless.Variable("variable", { ...inside, key: "ROUND", value: `round ${round}` });
  const content = new pulumi.asset.StringAsset(`exports.handler = (c, e, done) => done(null, ${round});`);
  const hello = { path: "/hello", friendlyName: "hello", visibility: "public", content } as const;
  new twilio.serverless.Function("function", { serviceSid: service.sid, ...hello, adopt });
  new twilio.api.Application("application", { friendlyName: "softphone", voiceUrl, adopt });
  new twilio.numbers.IncomingPhoneNumber("number", { phoneNumber, voiceUrl });
};

it.each(seeds)("what seed %s breaks is whole and single after one up in good weather", async (seed) => {
  const emulator = await startEmulator({ seed: `schedule ${seed}` });
  onTestFinished(() => emulator.close());
  const client = twilioClient(emulator);
  const [free] = await client.availablePhoneNumbers("US").local.list({ limit: 1 });
  const phoneNumber = free?.phoneNumber ?? "";
  let stack = stackOf(emulator);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const fault of weather) emulator.faults.add(fault);
    await stack.up({ program: program(phoneNumber, round) }).catch(() => {});
    stack = afterDeath(emulator, stack, chance(`${seed} ${round}`));
  }
  expect(emulator.faults.list().filter(({ hits }) => hits > 0).length, "kinds of weather").toBeGreaterThan(2);
  emulator.faults.clear();
  const last = program(phoneNumber, ROUNDS);
  await stack.up({ program: last, refresh: true });

  const [domain, ...otherDomains] = await client.sip.domains.list();
  const [list, ...otherLists] = await client.sip.credentialLists.list();
  const [service, ...otherServices] = await client.serverless.v1.services.list();
  const numbers = await client.incomingPhoneNumbers.list();
  expect([otherDomains, otherLists, otherServices]).toEqual([[], [], []]);
  const voiceUrl = `https://example.com/voice/${ROUNDS}`;
  expect(domain).toMatchObject({ domainName: "booths.sip.twilio.com", voiceUrl });
  expect(numbers).toMatchObject([{ phoneNumber, voiceUrl }]);
  const credentials = await client.sip.credentialLists(list?.sid ?? "").credentials.list();
  expect(credentials.map(({ username }) => username).toSorted()).toEqual(["booth", "kiosk"]);
  const { calls, registrations } = client.sip.domains(domain?.sid ?? "").auth;
  expect(await calls.credentialListMappings.list()).toHaveLength(1);
  expect(await registrations.credentialListMappings.list()).toHaveLength(1);
  expect(await client.applications.list()).toMatchObject([{ friendlyName: "softphone", voiceUrl }]);
  const { functions } = client.serverless.v1.services(service?.sid ?? "");
  expect(await functions.list()).toMatchObject([{ friendlyName: "hello" }]);
  const { environments } = client.serverless.v1.services(service?.sid ?? "");
  const [environment, ...otherEnvironments] = await environments.list();
  expect(otherEnvironments).toEqual([]);
  const variables = await environments(environment?.sid ?? "").variables.list();
  expect(variables).toMatchObject([{ key: "ROUND", value: `round ${ROUNDS}` }]);

  emulator.requests.length = 0;
  await stack.up({ program: last });
  expect(emulator.requests, "requests of an up that changes nothing").toEqual([]);
});

function stackOf(emulator: Emulator, snapshot?: TestStack["snapshot"]): TestStack {
  const operations = new Operations({ environment: emulator.env, clock: impatientClock });
  onTestFinished(() => operations.close());
  return testStack({
    providers: { twilio: { service: providerService(operations) } },
    ...(snapshot && { snapshot }),
  });
}

/**
 * The stack in another process, as far as one of the snapshots knows it. Twilio knows more: at worst all that the run
 * has done since, which is harder than a death that ends the run there.
 */
function afterDeath(emulator: Emulator, { saved, snapshot }: TestStack, fraction: number): TestStack {
  return stackOf(emulator, saved[Math.floor(fraction * saved.length)] ?? snapshot);
}

/** A number from 0 up to but not including 1. */
function chance(seed: string): number {
  return createHash("sha256").update(seed).digest().readUInt32BE() / 2 ** 32;
}
