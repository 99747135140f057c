import { expect, test } from "vitest";
import { startEmulator, twilioClient } from "../../index.ts";
import { send } from "../../testing/request.ts";

const definition = (next: string) => ({
  initial_state: "Trigger",
  states: [
    { name: "Trigger", type: "trigger", transitions: [{ event: "incomingCall", next }], properties: {} },
    { name: "say", type: "say-play", transitions: [], properties: { say: "Hello" } },
  ],
});

test("a flow has a revision for each change, of which lists tell no definition", async () => {
  const emulator = await startEmulator();
  const { flows } = twilioClient(emulator).studio.v2;
  const made = await flows.create({
    friendlyName: "menu",
    status: "published",
    definition: definition("say"),
    commitMessage: "first",
  });
  expect(made).toMatchObject({ revision: 1, valid: true, definition: definition("say") });
  expect(made.webhookUrl).toBe(
    `https://webhooks.twilio.com/v1/Accounts/${emulator.accountSid}/Flows/${made.sid}`,
  );
  const flow = flows(made.sid);
  expect(await flow.update({ status: "draft", friendlyName: "other" })).toMatchObject({
    revision: 2,
    status: "draft",
    commitMessage: null,
  });
  expect(await flows.list()).toMatchObject([{ friendlyName: "other", revision: 2, definition: null }]);
  // The official client cannot read the list of revisions.
  const { body } = await send(emulator, `studio.twilio.com/v2/Flows/${made.sid}/Revisions`);
  expect(body.revisions).toMatchObject([{ revision: 2 }, { revision: 1 }]);
  expect(await flow.revisions("1").fetch()).toMatchObject({ friendlyName: "menu", commitMessage: "first" });
  expect(await flow.revisions("LatestPublished").fetch()).toMatchObject({ revision: 1 });
  expect(await flow.revisions("LatestRevision").fetch()).toMatchObject({ revision: 2 });
  await emulator.close();
});

test("a definition is validated on its own, and before a flow is made or changed", async () => {
  const emulator = await startEmulator();
  const { flows, flowValidate } = twilioClient(emulator).studio.v2;
  const wrong = { friendlyName: "menu", status: "published", definition: definition("nowhere") } as const;
  const refusal = {
    code: 20001,
    details: {
      errors: [{ property_path: "#/states/0/transitions/0/next", message: "there is no state nowhere" }],
    },
  };
  await expect(flowValidate.update(wrong)).rejects.toMatchObject(refusal);
  await expect(flows.create(wrong)).rejects.toMatchObject(refusal);
  const { sid } = await flows.create({ ...wrong, definition: definition("say") });
  await expect(flows(sid).update(wrong)).rejects.toMatchObject(refusal);
  expect(await flows(sid).fetch()).toMatchObject({ revision: 1, definition: definition("say") });
  expect(await flowValidate.update({ ...wrong, definition: definition("say") })).toMatchObject({
    valid: true,
  });
  await expect(flowValidate.update({ ...wrong, definition: { states: 1 } })).rejects.toMatchObject({
    details: { errors: [{ property_path: "#/initial_state" }, { property_path: "#/states" }] },
  });
  await emulator.close();
});
