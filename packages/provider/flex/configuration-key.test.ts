import { expect, it } from "vitest";
import { makeWorld, type World } from "../testing/world.ts";

const token = "twilio:flex:ConfigurationKey";

const attributes = async ({ twilio }: World) =>
  (await twilio.flexApi.v1.configuration().fetch()).uiAttributes;

async function byHand({ twilio, emulator }: World, ui_attributes: object) {
  await twilio.flexApi.v1.configuration().update({ account_sid: emulator.accountSid, ui_attributes });
}

it("leaves all other keys, through its whole life", async () => {
  const world = await makeWorld();
  const theirs = { theme: { dark: true }, empty: "" };
  await byHand(world, theirs);
  const made = await world.engine.create(token, { key: "phonebook", value: ["a"] });
  expect(await attributes(world)).toEqual({ ...theirs, phonebook: ["a"] });
  const changed = await world.engine.update(made, { key: "phonebook", value: 0 });
  expect(await attributes(world)).toEqual({ ...theirs, phonebook: 0 });
  await world.engine.delete(changed);
  expect(await attributes(world)).toEqual(theirs);
});

it("does not lose another key that is written at the same time", async () => {
  const world = await makeWorld();
  const keys = ["one", "two", "three", "four", "five"];
  const make = (key: string) => world.engine.create(token, { key, value: key }, key);
  const made = await Promise.all(keys.map(make));
  expect(Object.keys(await attributes(world)).toSorted()).toEqual(keys.toSorted());
  const [first, ...others] = made;
  if (first === undefined) throw new Error("nothing was made");
  await Promise.all([
    world.engine.update(first, { key: "one", value: 1 }),
    ...others.map((one) => world.engine.delete(one)),
  ]);
  expect(await attributes(world)).toEqual({ one: 1 });
});

it("goes on when another key could not be written", async () => {
  const world = await makeWorld();
  world.emulator.faults.add({ method: "POST", route: "flex-api", status: 400, count: 1 });
  const made = await Promise.allSettled(
    ["one", "two"].map((key) => world.engine.create(token, { key, value: key }, key)),
  );
  expect(made.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});
