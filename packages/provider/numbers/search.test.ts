import { describe, expect, it } from "vitest";
import { TwilioError } from "../client/errors.ts";
import { marked, markOf } from "../lifecycle/mark.ts";
import { unknown } from "../properties/values.ts";
import { callOf } from "../testing/call.ts";
import { makeWorld, type World } from "../testing/world.ts";
import type { PhoneNumberSearch } from "./incoming-phone-number.ts";
import { buyOne } from "./search.ts";

const token = "twilio:numbers:IncomingPhoneNumber";
const search = { areaCode: 503 };
const owned = async ({ twilio }: World) => twilio.incomingPhoneNumbers.list();
const buyByHand = ({ twilio }: World, phoneNumber: string) =>
  twilio.incomingPhoneNumbers.create({ phoneNumber });

it("buys a number that a search finds, unknown in the preview, and keeps it", async () => {
  const world = await makeWorld();
  const args = { search, friendlyName: "booth" };
  expect((await world.engine.previewCreate(token, args)).state.phoneNumber).toEqual(unknown);
  const made = await world.engine.create(token, args);
  expect(made.state.phoneNumber).toMatch(/^\+1503\d{7}$/);
  const [number] = await owned(world);
  expect(number?.phoneNumber).toBe(made.state.phoneNumber);
  const refreshed = await (await world.another()).read(made);
  expect(refreshed).toMatchObject({ inputs: made.inputs, state: made.state });
  expect(await world.engine.diff(made, args)).toMatchObject({ some: false });
});

it("keeps the number when the search changes, or the number is written out", async () => {
  const world = await makeWorld();
  const made = await world.engine.create(token, { search, friendlyName: "booth" });
  const { phoneNumber } = made.state;
  const other = { search: { areaCode: 415 }, friendlyName: "booth" };
  const { kinds, replaces } = await world.engine.diff(made, other);
  expect([Object.keys(kinds), replaces]).toEqual([["search.areaCode"], []]);
  const changed = await world.engine.update(made, other);
  expect(changed.state.phoneNumber).toBe(phoneNumber);
  const named = { phoneNumber, friendlyName: "booth" };
  expect((await world.engine.diff(changed, named)).replaces).toEqual([]);
  const kept = await world.engine.update(changed, named);
  expect(kept.state.phoneNumber).toBe(phoneNumber);
  const another = await world.engine.diff(kept, { phoneNumber: "+15035550199", friendlyName: "booth" });
  expect(another.replaces).toEqual(["phoneNumber"]);
});

it("takes exactly one of a number and a search", async () => {
  const world = await makeWorld();
  const both = await world.engine.check(token, { search, phoneNumber: "+15035550100" });
  expect(both.failures).toEqual(["search is one of phoneNumber, search: give exactly one of them"]);
  expect((await world.engine.check(token, {})).failures).toHaveLength(1);
  expect((await world.engine.check(token, { search: unknown })).failures).toEqual([]);
});

it("buys once when whoever bought it died before it was written down", async () => {
  const world = await makeWorld();
  const args = { search, friendlyName: "booth" };
  const lost = await world.engine.create(token, args);
  const later = await world.another();
  const again = await later.create(token, args);
  expect(again).toMatchObject({
    id: lost.id,
    state: { adopted: false, phoneNumber: lost.state.phoneNumber },
  });
  expect(await owned(world)).toHaveLength(1);
  // The engine that replaces by order deletes what it takes for the old one.
  await later.delete(lost);
  expect(await owned(world)).toHaveLength(1);
  await (await world.another()).delete(again);
  expect(await owned(world)).toEqual([]);
});

it.each([
  ["the answer", { drop: "after", count: 1 }],
  ["the request", { drop: "before", count: 1 }],
  ["every answer but the last", { status: 500, effect: true, count: 2 }],
] as const)("buys once when %s is lost", async (_, fault) => {
  const world = await makeWorld();
  world.emulator.faults.add({ method: "POST", ...fault });
  const made = await world.engine.create(token, { search });
  expect(await owned(world)).toMatchObject([{ phoneNumber: made.state.phoneNumber }]);
});

it("buys another for each resource that searches at the same time", async () => {
  const world = await makeWorld();
  const made = await Promise.all(
    ["one", "two", "three", "four"].map((name) => world.engine.create(token, { search }, name)),
  );
  expect(new Set(made.map(({ state }) => state.phoneNumber)).size).toBe(4);
  expect(await owned(world)).toHaveLength(4);
});

describe("when a number that was chosen turns out not to be for sale", () => {
  const refusal = new TwilioError(400, "POST", { code: 21422, message: "not available" });
  const wanted = {
    country: "US",
    type: "local",
    areaCode: 503,
    capabilities: ["voice"],
  } satisfies PhoneNumberSearch;

  it("asks for another", async () => {
    const world = await makeWorld();
    const asked: string[] = [];
    const bought = await buyOne(
      wanted,
      async (phoneNumber) => {
        asked.push(phoneNumber);
        if (asked.length < 3) throw refusal;
        return buyByHand(world, phoneNumber);
      },
      callOf(world),
    );
    expect(new Set(asked).size).toBe(3);
    expect(bought.phoneNumber).toBe(asked.at(-1));
  });

  it("sees that it has bought it itself", async () => {
    const world = await makeWorld();
    const call = callOf(world);
    const bought = await buyOne(
      wanted,
      async (phoneNumber) => {
        const friendlyName = marked("booth", markOf(call));
        await world.twilio.incomingPhoneNumbers.create({ phoneNumber, friendlyName });
        throw refusal;
      },
      call,
    );
    expect((await owned(world)).map(({ sid }) => sid)).toEqual([bought.sid]);
  });
});

it("says so when nothing is for sale", async () => {
  const world = await makeWorld();
  const attempt = world.engine.create(token, { search: { contains: "0000000000" } });
  await expect(attempt).rejects.toThrow(/no number to sell for the search .*0000000000/);
});

it("with adopt first takes numbers of the account that nobody uses and that would do", async () => {
  const world = await makeWorld();
  await buyByHand(world, "+14155550100");
  const used = await buyByHand(world, "+15035550101");
  await world.twilio.incomingPhoneNumbers(used.sid).update({ voiceUrl: "https://example.com/theirs" });
  await buyByHand(world, "+15035550102");
  const args = { search, adopt: true, friendlyName: "booth" };
  const preview = await (await world.another()).previewCreate(token, args);
  expect(preview.state).toMatchObject({ phoneNumber: "+15035550102", adopted: true });
  const [one, two] = await Promise.all(["one", "two"].map((name) => world.engine.create(token, args, name)));
  const adopted = [one, two].filter((made) => made?.state.adopted === true);
  expect(adopted).toMatchObject([{ state: { phoneNumber: "+15035550102" } }]);
  expect(await owned(world)).toHaveLength(4);
});

it("finds what it has adopted again after a death, and leaves it when it is deleted", async () => {
  const world = await makeWorld();
  await buyByHand(world, "+15035550102");
  const args = { search, adopt: true, friendlyName: "booth", voiceUrl: "https://example.com/voice" };
  const lost = await world.engine.create(token, args);
  const later = await world.another();
  const again = await later.create(token, args);
  expect(again).toMatchObject({ id: lost.id, state: { adopted: true, friendlyName: "booth" } });
  await later.delete(again);
  expect(await owned(world)).toHaveLength(1);
});
