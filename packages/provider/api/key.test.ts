import { expect, it } from "vitest";
import { makeWorld } from "../testing/world.ts";

const token = "twilio:api:Key";

it("is made anew when the answer with its secret is lost, and the secret that is kept opens the account", async () => {
  const world = await makeWorld();
  world.emulator.faults.add({ method: "POST", route: "Keys", drop: "after", count: 1 });
  const { state } = await world.engine.create(token, { friendlyName: "console" });
  const { url, accountSid } = world.emulator;
  const answer = await fetch(`${url}/api.twilio.com/2010-04-01/Accounts/${accountSid}/Calls.json`, {
    headers: { authorization: `Basic ${btoa(`${state.sid}:${state.secret}`)}` },
  });
  expect(answer.status).toBe(200);
  expect(await world.twilio.keys.list()).toHaveLength(1);
});

it("keeps its secret through a rename and a refresh", async () => {
  const world = await makeWorld();
  const made = await world.engine.create(token, { friendlyName: "console" });
  const renamed = await world.engine.update(made, { friendlyName: "command line" });
  const refreshed = await (await world.another()).read(renamed);
  expect(refreshed?.state).toMatchObject({ secret: made.state.secret, friendlyName: "command line" });
  expect(refreshed?.secrets).toContain("secret");
});

it("spares keys of the same name that it did not make", async () => {
  const world = await makeWorld();
  const theirs = await world.twilio.newKeys.create({ friendlyName: "console" });
  world.emulator.faults.add({ method: "POST", route: "Keys", drop: "after", count: 1 });
  const { state } = await world.engine.create(token, { friendlyName: "console" });
  const sids = (await world.twilio.keys.list()).map(({ sid }) => sid);
  expect(sids.toSorted()).toEqual([theirs.sid, String(state.sid)].toSorted());
});
