import { startEmulator, twilioClient } from "@dialer/emulator";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { AssetValue } from "./declare/asset.ts";
import * as twilio from "./index.ts";
import type { Bag } from "./properties/values.ts";
import { type ResourceToken, resources } from "./resources.ts";
import { cases } from "./testing/cases.ts";
import { chance, ROUNDS, seedsOf, weathered } from "./testing/schedule.ts";
import { makeWorld, type World } from "./testing/world.ts";

/**
 * A small stack with one of each kind of doubt: unique names, keys within a list, mappings, what Twilio lets be made
 * twice, what is made in two steps, and what costs money.
 */
const program = (phoneNumber: string) => (round: number) => () => {
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

it.each(seedsOf(6))("what seed %s breaks is whole and single after one up in good weather", async (seed) => {
  const emulator = await startEmulator({ seed: `schedule ${seed}` });
  onTestFinished(() => emulator.close());
  const client = twilioClient(emulator);
  const [free] = await client.availablePhoneNumbers("US").local.list({ limit: 1 });
  const phoneNumber = free?.phoneNumber ?? "";
  const stored = vi.spyOn(emulator.platform.store, "add");
  await weathered(emulator, seed, program(phoneNumber));

  const [domain, ...otherDomains] = await client.sip.domains.list();
  const [list, ...otherLists] = await client.sip.credentialLists.list();
  const [service, ...otherServices] = await client.serverless.v1.services.list();
  const numbers = await client.incomingPhoneNumbers.list();
  expect([otherDomains, otherLists, otherServices]).toEqual([[], [], []]);
  const voiceUrl = `https://example.com/voice/${ROUNDS}`;
  expect(domain).toMatchObject({ domainName: "booths.sip.twilio.com", voiceUrl });
  expect(numbers).toMatchObject([{ phoneNumber, voiceUrl }]);
  expect(purchases(stored.mock.calls), "purchases").toBe(1);
  const credentials = await client.sip.credentialLists(list?.sid ?? "").credentials.list();
  expect(credentials.map(({ username }) => username).toSorted()).toEqual(["booth", "kiosk"]);
  const { calls, registrations } = client.sip.domains(domain?.sid ?? "").auth;
  expect(await calls.credentialListMappings.list()).toHaveLength(1);
  expect(await registrations.credentialListMappings.list()).toHaveLength(1);
  expect(await client.applications.list()).toMatchObject([
    { friendlyName: expect.stringMatching(/^softphone \[pulumi:/), voiceUrl },
  ]);
  const { functions } = client.serverless.v1.services(service?.sid ?? "");
  expect(await functions.list()).toMatchObject([{ friendlyName: "hello" }]);
  const { environments } = client.serverless.v1.services(service?.sid ?? "");
  const [environment, ...otherEnvironments] = await environments.list();
  expect(otherEnvironments).toEqual([]);
  const variables = await environments(environment?.sid ?? "").variables.list();
  expect(variables).toMatchObject([{ key: "ROUND", value: `round ${ROUNDS}` }]);
});

/** So many kinds of resource stand in one stack, chosen by chance. */
const HAND = 5;

describe.each(seedsOf(1))("seed %s, with every resource in one stack or another", (seed) => {
  it.each(hands(seed))("%s: whole and single after one up in good weather", async (...tokens) => {
    const world = await makeWorld({ seed: `hand ${seed} ${tokens[0]}`, buildMs: 5, emergencyMs: 5 });
    const cards: Card[] = [];
    for (const token of tokens) cards.push(await dealt(world, token));
    const there = new Map<string, number>();
    for (const card of cards) there.set(card.token, await howMany(world, card));
    const stored = vi.spyOn(world.emulator.platform.store, "add");
    const { stack, deaths } = await weathered(world.emulator, `${seed} ${tokens[0]}`, (round) => () => {
      for (const card of cards) new Any(card.token, inputsOf(card, `${seed} ${round}`));
    });
    for (const card of cards) {
      const { token, test, declaration } = card;
      const id = stack.resource(nameOf(token)).id ?? "";
      expect(await test.look(world, id.split("/")), token).toBeTruthy();
      const made = (await howMany(world, card)) - (there.get(token) ?? 0);
      if (test.standsForNothing) expect(made, token).toBe(0);
      else if ("adopt" in declaration.inputs) expect(made, token).toBe(1);
      // What nothing can tell from another of its kind is made anew after a death between the create and its answer.
      else expect(made <= 1 + deaths && made >= 1, `${made} of ${token}, ${deaths} deaths`).toBe(true);
    }
    const wanted = tokens.includes("twilio:numbers:IncomingPhoneNumber") ? 1 : 0;
    expect(purchases(stored.mock.calls), "purchases").toBe(wanted);
  });
});

/** A resource of a stack that chance has put together. */
interface Card {
  token: ResourceToken;
  declaration: (typeof resources)[number]["declaration"];
  test: (typeof cases)[ResourceToken];
  args: Bag;
  /** Changes that are made in place and leave it findable, by property. */
  changes: [string, unknown][];
}

class Any extends pulumi.CustomResource {
  constructor(token: string, args: pulumi.Inputs) {
    super(token, nameOf(token), args);
  }
}

const nameOf = (token: string) => token.split(":").slice(1).join("-");

/** All resources in small stacks. */
function hands(seed: string): ResourceToken[][] {
  const shuffled = resources
    .map(({ token }) => token)
    .toSorted((one, other) => chance(`${seed} ${one}`) - chance(`${seed} ${other}`));
  const count = Math.ceil(shuffled.length / HAND);
  return Array.from({ length: count }, (_, hand) => shuffled.filter((_, index) => index % count === hand));
}

async function dealt(world: World, token: ResourceToken): Promise<Card> {
  const declaration = resources.find((one) => one.token === token)?.declaration;
  if (declaration === undefined) throw new Error(`there is no ${token}`);
  const { replaceOnChanges, naturalKey, autoname = "" } = declaration;
  // Whoever lost what it made finds it by these.
  const fixed: readonly string[] = [...replaceOnChanges, ...naturalKey, autoname];
  const args = await cases[token].args(world);
  const changes = Object.entries(await cases[token].changes(world)).filter(([name]) => !fixed.includes(name));
  return { token, declaration, test: cases[token], args, changes };
}

/** The resource as a round declares it: with one of its changes, or none. */
function inputsOf({ token, declaration, args, changes }: Card, seed: string): pulumi.Inputs {
  const change = changes[Math.floor(chance(`${seed} ${token}`) * (changes.length + 1))];
  const adopt = "adopt" in declaration.inputs ? { adopt: true } : {};
  const wanted = { ...args, ...(change && { [change[0]]: change[1] }), ...adopt };
  return Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, asInput(value)]));
}

function asInput(value: unknown): unknown {
  const text = value instanceof AssetValue && value.source && "text" in value.source && value.source.text;
  return typeof text === "string" ? new pulumi.asset.StringAsset(text) : value;
}

/** How many of a kind there are where a resource is or would be. */
async function howMany(world: World, { test, declaration, args }: Card): Promise<number> {
  const place = declaration.id.map((part) => String(args[part] ?? ""));
  return (await test.all(world, place)).length;
}

/** How many numbers were bought, by what was stored. */
function purchases(stored: [{ kind: string }][]): number {
  return stored.filter(([{ kind }]) => kind === "api/IncomingPhoneNumbers").length;
}
