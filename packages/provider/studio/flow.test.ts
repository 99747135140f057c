import { expect, it } from "vitest";
import { cases } from "../testing/cases.ts";
import { makeWorld, type World } from "../testing/world.ts";

const token = "twilio:studio:Flow";
const args = async (world: World) => cases[token].args(world);
const broken = { initial_state: "Nowhere", states: [] };

it("is refused by a preview with credentials, that says where its definition is wrong", async () => {
  const world = await makeWorld();
  const wrong = { friendlyName: "menu", definition: broken };
  await expect(world.engine.previewCreate(token, wrong)).rejects.toThrow(
    "#/initial_state there is no state Nowhere",
  );
  const made = await world.engine.create(token, await args(world));
  await expect(world.engine.update(made, wrong, { preview: true })).rejects.toThrow(/#\/initial_state/);
});

it("is previewed without credentials, and while its definition is not known", async () => {
  const world = await makeWorld();
  const stranger = await world.another({ accountSid: "", authToken: "" });
  expect((await stranger.previewCreate(token, await args(world))).state.status).toBe("published");
});

it("is not changed by a definition that is wrong, nor made with one", async () => {
  const world = await makeWorld();
  const made = await world.engine.create(token, await args(world));
  const wrong = { friendlyName: "menu", definition: broken };
  await expect(world.engine.update(made, wrong)).rejects.toThrow(/#\/initial_state/);
  await expect(world.engine.create(token, wrong)).rejects.toThrow(/#\/initial_state/);
  expect(await world.twilio.studio.v2.flows.list()).toMatchObject([{ revision: 1 }]);
});

it("tells its next revision only when it is made, and is read by the list alone while it stays", async () => {
  const world = await makeWorld();
  const made = await world.engine.create(token, await args(world));
  const wanted = { ...(await args(world)), status: "draft" };
  const updated = await world.engine.update(made, wanted);
  expect([made.state.revision, updated.state.revision]).toEqual([1, 2]);
  world.requests();
  const later = await world.another();
  expect(await later.read(updated)).toMatchObject({ inputs: updated.inputs });
  expect(world.requests()).toEqual(["GET /v2/Flows"]);
});

it("is the same flow whatever the order of its definition's properties", async () => {
  const world = await makeWorld();
  const made = await world.engine.create(token, await args(world));
  const { definition } = await args(world);
  if (typeof definition !== "object" || definition === null) throw new Error("the case has no definition");
  const turned = Object.fromEntries(Object.entries(definition).toReversed());
  expect(await world.engine.diff(made, { ...made.inputs, definition: turned })).toMatchObject({
    some: false,
  });
});
