import { describe, expect, it, vi } from "vitest";
import type { TwilioClient } from "./client/connection.ts";
import { handlers } from "./handlers.ts";
import { parseId } from "./lifecycle/state.ts";
import { invocations, resources } from "./resources.ts";
import { callOf } from "./testing/call.ts";
import { invocationCases } from "./testing/cases/invocations.ts";
import { cases } from "./testing/cases.ts";
import { forget, operations, violations } from "./testing/contract.ts";
import { makeWorld } from "./testing/world.ts";

vi.mock("./client/connection.ts", async (original) => {
  const connection = await original<typeof import("./client/connection.ts")>();
  const { recording } = await import("./testing/contract.ts");
  return { ...connection, connect: recording(connection.connect) };
});

/** Twilio's OpenAPI documents stand in the emulator's dependency `@twilio/cli-core`; uploads have none and follow their page. */
describe("what Twilio documents", () => {
  it.each(resources.map(({ token, declaration }) => ({ token, declaration })))(
    "is all that $token sends and reads",
    async ({ token, declaration }) => {
      const world = await makeWorld();
      const test = cases[token];
      const called = watched(handlers[token].handlers);
      const args = await test.args(world);
      const fixed: readonly string[] = declaration.replaceOnChanges;
      const changes = Object.entries(await test.changes(world)).filter(([name]) => !fixed.includes(name));
      forget();
      const made = await world.engine.create(token, args);
      const changed = await world.engine.update(made, { ...args, ...Object.fromEntries(changes) });
      const restored = await world.engine.update(changed, args);
      await test.meddle?.(world, made.id.split("/"));
      const refreshed = (await (await world.another()).read(restored)) ?? restored;
      const repaired = await world.engine.update(refreshed, args);
      expect(await (await world.another()).import(token, made.id)).toBeDefined();
      if ("adopt" in declaration.inputs) {
        await (await world.another()).create(token, { ...args, adopt: true });
      }
      // A list that has it spares the request for it alone, and a create without doubt the search.
      const call = callOf(world);
      await handlers[token].handlers.fetch(parseId(token, declaration, made.id), call);
      await handlers[token].handlers.find?.(made.inputs, call);
      await world.engine.delete(repaired);
      await (await world.another()).read(made);
      expect(await violations()).toEqual([]);
      expect(operations()).not.toEqual([]);
      expect(called(), "handlers that were never called").toEqual([]);
    },
  );

  it.each(invocations.map(({ token }) => token))("is all that %s sends and reads", async (token) => {
    const world = await makeWorld();
    const { finds, misses } = invocationCases[token];
    const { args } = await finds(world);
    forget();
    await world.engine.invoke(token, args);
    await world.engine.invoke(token, misses.args).catch(() => {});
    expect(await violations()).toEqual([]);
    expect(operations()).not.toEqual([]);
  });
});

describe("the check of what Twilio documents", () => {
  const zeros = "0".repeat(32);

  it.each<[string, string, (twilio: TwilioClient) => Promise<unknown>]>([
    [
      "a path",
      `GET https://api.twilio.com/2010-04-01/Nothing is not documented`,
      ({ request }) => request({ method: "get", uri: "https://api.twilio.com/2010-04-01/Nothing" }),
    ],
    [
      "a parameter",
      "CreateSipDomain has no parameter domainName",
      ({ request, accountSid }) =>
        request({
          method: "post",
          uri: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/SIP/Domains.json`,
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
          data: { domainName: "a.sip.twilio.com", DomainName: "a.sip.twilio.com" },
        }),
    ],
    [
      "a value",
      'CreateSipDomain ByocTrunkSid must match pattern "^BY[0-9a-fA-F]{32}$"',
      ({ sip }) => sip.domains.create({ domainName: "a.sip.twilio.com", byocTrunkSid: `XX${zeros}` }),
    ],
    ["a key", "FetchSipDomain Sid: XX1 does not match", ({ sip }) => sip.domains("XX1").fetch()],
    [
      "what is missing",
      "CreateSipCredentialList lacks FriendlyName",
      ({ request, accountSid }) =>
        request({
          method: "post",
          uri: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/SIP/CredentialLists.json`,
        }),
    ],
    [
      "what is read",
      "FetchAccount does not answer nothing",
      async ({ api, accountSid }) => {
        const account = await api.accounts(accountSid).fetch();
        Reflect.set(account, "nothing", 1);
        return Reflect.get(account, "nothing");
      },
    ],
  ])("finds %s that is not", async (_, wrong, act) => {
    const { twilio } = callOf(await makeWorld());
    forget();
    await act(twilio).catch(() => {});
    expect(await violations()).toEqual([wrong]);
  });
});

const ASKING = ["list", "fetch", "create", "update", "delete", "find", "complete"] as const;

/** Watches the handlers that ask Twilio; tells those that nobody called. */
function watched(all: (typeof handlers)[keyof typeof handlers]["handlers"]): () => string[] {
  const spies = ASKING.filter((name) => all[name] !== undefined).map((name) => vi.spyOn(all, name));
  return () => spies.filter((spy) => spy.mock.calls.length === 0).map((spy) => spy.getMockName());
}
