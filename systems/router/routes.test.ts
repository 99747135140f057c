import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { routeResponse } from "../../functions/shared/router/response.ts";
import { parseXml as oracle } from "../../packages/emulator/voice/twiml/element.ts";
import { nameIn } from "./address.ts";
import { changesBetween } from "./changes.ts";
import { checkRoutes, type Routes, Routing } from "./routes.ts";
import { studioFlow } from "./urls.ts";
import { pack, unpack } from "./versions.ts";

const reach = { isOwn: () => false, hosts: [] };
const otherwise = { type: "say", destination: "otherwise" };
const say = (address: string) => ({ address, type: "say", destination: `to ${address}` });
const isAccepted = (address: string) =>
  !Array.isArray(checkRoutes({ routes: [say(address)], default: otherwise }, reach));

/** What an address may look like, and much that is none. */
const addresses = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.stringMatching(/^\+?[0-9]{3,15}$/),
  fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}$/),
);

describe("an address", () => {
  it.each([
    ["sip:+15035550100@host", "+15035550100"],
    ["sips:%2B1%20503-555-0100@host:5061;transport=tls?x=y", "+15035550100"],
    ["sip:sales;phone-context=x@host", "sales"],
    ["+15035550100", "+15035550100"],
    ["<sip:a%40b@host>", "a@b"],
    ["sip:@host", undefined],
    ["", undefined],
    [5, undefined],
  ])("%j is to %j", (uri, name) => {
    expect(nameIn(uri)).toBe(name);
  });

  it("that may have a route is found however it is written", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        if (!isAccepted(address)) return;
        const routing = new Routing({ routes: [say(address)], default: otherwise }, reach);
        for (const uri of [
          address,
          `sip:${encodeURIComponent(address)}@host`,
          `sips:${encodeURIComponent(address)}@host;x=y`,
        ])
          expect([uri, routing.find(nameIn(uri) ?? "").place]).toEqual([uri, "routes.0"]);
      }),
    );
  });

  it("has its own route and nobody else's", () => {
    const some = fc.uniqueArray(addresses.filter(isAccepted), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(some, addresses, (listed, called) => {
        const routing = new Routing({ routes: listed.map(say), default: otherwise }, reach);
        const place = listed.includes(called) ? `routes.${listed.indexOf(called)}` : "default";
        expect(routing.find(called).place).toBe(place);
      }),
    );
  });

  it.each(["", "sip:a@b", "a@b", " a", "a;b", "1 503 555", "x".repeat(256)])(
    "%j may have no route",
    (address) => {
      expect(isAccepted(address)).toBe(false);
    },
  );
});

it("what is said is heard letter by letter, whatever it looks like", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (destination) => {
      const checked = checkRoutes({ routes: [], default: { type: "say", destination } }, reach);
      if (Array.isArray(checked)) return;
      const { children } = oracle(routeResponse(checked.default, { called: "1" }, reach).toString());
      expect(children).toEqual([
        expect.objectContaining({ name: "Say", children: [], text: destination.replace(/\s+/g, " ").trim() }),
      ]);
    }),
  );
});

it("routes are checked without an end in sight, but never throw", () => {
  fc.assert(fc.property(fc.anything(), (value) => void checkRoutes(value, reach)));
  const routes = fc.array(fc.record({ address: addresses, type: fc.string(), destination: fc.anything() }));
  fc.assert(fc.property(routes, (some) => void checkRoutes({ routes: some, default: otherwise }, reach)));
});

it("a change shows all that is different, and nothing else", () => {
  const route = fc.record({ type: fc.constant("say" as const), destination: fc.constantFrom("a", "b") });
  const listed = fc.uniqueArray(
    fc.record({
      address: fc.constantFrom("1", "2", "3", "default"),
      type: fc.constant("say" as const),
      destination: fc.constantFrom("a", "b"),
    }),
    { selector: ({ address }) => address },
  );
  const files: fc.Arbitrary<Routes> = fc.record({ routes: listed, default: route });
  fc.assert(
    fc.property(files, files, (before, after) => {
      const now = new Map(before.routes.map(({ address, ...each }) => [address, each] as const));
      let fallback = before.default;
      for (const change of changesBetween(before, after)) {
        expect(change.before).not.toEqual(change.after);
        if (change.address === null) fallback = change.after ?? fallback;
        else if (change.after) now.set(change.address, change.after);
        else now.delete(change.address);
      }
      expect(fallback).toEqual(after.default);
      expect(now).toEqual(new Map(after.routes.map(({ address, ...each }) => [address, each])));
    }),
  );
});

it("what is packed is unpacked, in parts that Sync takes", async () => {
  const whole = fc.asyncProperty(
    fc.string({ unit: "grapheme" }),
    async (text) => (await unpack(await pack(text))) === text,
  );
  await fc.assert(whole);
  const long = Array.from({ length: 60_000 }, (_, index) => String((index * 7_919) % 1_000_003)).join();
  const parts = await pack(long);
  expect(await unpack(parts)).toBe(long);
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts) expect(JSON.stringify({ part }).length).toBeLessThanOrEqual(16 * 1024);
});

it.each([
  `https://webhooks.twilio.com/v1/Accounts/AC${"0".repeat(32)}/Flows/FW${"1".repeat(32)}?a=b`,
  `https://webhooks.twilio.com/v1/Accounts/AC${"0".repeat(32)}/Flows/FW${"1".repeat(32)}/`,
])("%s is a flow", (url) => expect(studioFlow(url)?.flow).toBe(`FW${"1".repeat(32)}`));
