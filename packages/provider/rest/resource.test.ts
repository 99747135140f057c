import { describe, expect, it } from "vitest";
import { unknown } from "../properties/values.ts";
import { makeWorld } from "../testing/world.ts";

const token = "twilio:rest:Resource";
const queues = { product: "api", path: "/2010-04-01/Accounts/{AccountSid}/Queues" };

describe("a preview", () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ["a product", { product: "quues", path: "/v1/Queues" }, /^product is no product .* api, .*conversations/],
    ["a path", { product: "conversations", path: "/v1/Rolls" }, /^path is no path .* \/v1\/Roles/],
    [
      "a SID in the path",
      { product: "conversations", path: "/v1/Services/XX1/Roles" },
      /^path has "XX1" where \/v1\/Services\/\{ChatServiceSid\}\/Roles has ChatServiceSid, which must match \^IS/,
    ],
    [
      "one in place of its collection",
      { product: "conversations", path: `/v1/Services/IS${"0".repeat(32)}` },
      /^path names one that exists. Give the path of its collection, \/v1\/Services, or import it/,
    ],
    [
      "what is only for reading",
      { product: "api", path: "/2010-04-01/Accounts/{AccountSid}/Balance" },
      /^path is only for reading/,
    ],
    [
      "a misspelt parameter",
      { ...queues, parameters: { friendlyName: "waiting", FriendlyName: "waiting" } },
      /^parameters.friendlyName is no parameter of CreateQueue; did you mean FriendlyName\?/,
    ],
    [
      "an unknown parameter",
      { ...queues, parameters: { FriendlyName: "waiting", Colour: "red" } },
      /^parameters.Colour is no parameter of CreateQueue; it takes FriendlyName, MaxSize/,
    ],
    [
      "a wrong value",
      { ...queues, parameters: { FriendlyName: "waiting", MaxSize: "many" } },
      /^parameters.MaxSize it must be of type integer/,
    ],
    ["a missing parameter", queues, /^parameters.FriendlyName is required by CreateQueue/],
  ])("names %s that Twilio does not document", async (_, args, failure) => {
    const world = await makeWorld();
    const { failures } = await world.engine.check(token, args);
    expect(failures).toEqual([expect.stringMatching(failure)]);
    expect(world.requests()).toEqual([]);
  });

  it("takes what is not known yet", async () => {
    const { engine } = await makeWorld();
    const parameters = { FriendlyName: unknown };
    expect((await engine.check(token, { ...queues, parameters })).failures).toEqual([]);
    expect((await engine.check(token, { ...queues, path: unknown, parameters: unknown })).failures).toEqual(
      [],
    );
  });

  it("says that what Twilio cannot change is replaced, and what the program says", async () => {
    const { engine } = await makeWorld();
    const args = { product: "sync", path: "/v1/Services", parameters: { FriendlyName: "booths" } };
    const service = await engine.create(token, args);
    const map = {
      product: "sync",
      path: `/v1/Services/${service.state.key}/Maps`,
      parameters: { UniqueName: "one" },
    };
    const made = await engine.create(token, map, "map");
    expect(await engine.diff(made, { ...map, parameters: { UniqueName: "two" } })).toMatchObject({
      kinds: { "parameters.UniqueName": "update_replace" },
      deleteBeforeReplace: true,
    });
    const renamed = { ...args, parameters: { FriendlyName: "kiosks" } };
    expect(await engine.diff(service, renamed)).toMatchObject({ replaces: [] });
    expect(await engine.diff(service, { ...renamed, replaceOn: ["FriendlyName"] })).toMatchObject({
      replaces: ["parameters"],
    });
  });
});

describe("any documented noun", () => {
  it("is addressed as in Twilio's documentation, with or without .json and the account", async () => {
    const { engine, emulator, twilio } = await makeWorld();
    const path = `2010-04-01/Accounts/${emulator.accountSid}/Queues.json`;
    const made = await engine.create(token, { ...queues, path, parameters: { FriendlyName: "waiting" } });
    expect(made.id).toBe(`api/2010-04-01/Accounts/${emulator.accountSid}/Queues/${made.state.sid}`);
    expect(await twilio.queues.list()).toMatchObject([{ sid: made.state.sid, friendlyName: "waiting" }]);
    const imported = await engine.import(token, made.id);
    expect(imported?.inputs).toMatchObject({ ...queues, parameters: { FriendlyName: "waiting" } });
    const kept = imported ?? made;
    const declared = { ...queues, parameters: { FriendlyName: "waiting" } };
    expect(await engine.diff(kept, declared)).toMatchObject({ kinds: {} });
  });

  it("keeps what it is told to, and what is called a secret, out of sight", async () => {
    const { engine } = await makeWorld();
    const list = { product: "api", path: "/2010-04-01/Accounts/{AccountSid}/SIP/CredentialLists" };
    const { state } = await engine.create(token, { ...list, parameters: { FriendlyName: "booths" } }, "list");
    const path = `${list.path}/${state.sid}/Credentials`;
    const made = await engine.create(token, {
      product: "api",
      path,
      parameters: { Username: "booth" },
      secretParameters: { Password: "Correct-horse-9" },
      hide: ["uri"],
    });
    expect([...made.secrets].toSorted()).toEqual(["hidden", "secretParameters"]);
    expect(made.state.hidden).toMatchObject({ uri: expect.stringContaining(String(made.state.sid)) });
    expect(JSON.stringify({ ...made.state, secretParameters: {} })).not.toContain("Correct-horse-9");
    const changed = await engine.update(made, {
      ...made.inputs,
      secretParameters: { Password: "Correct-horse-10" },
    });
    expect(changed.id).toBe(made.id);
  });

  it("takes settings over, of which there is one only, and leaves them", async () => {
    const world = await makeWorld();
    const settings = { product: "conversations", path: "/v1/Configuration" };
    const parameters = { DefaultClosedTimer: "PT60000S" };
    const made = await world.engine.create(token, { ...settings, parameters });
    expect(made.id).toBe("conversations/v1/Configuration");
    const configuration = world.twilio.conversations.v1.configuration();
    expect((await configuration.fetch()).defaultClosedTimer).toBe("PT60000S");
    expect(await world.engine.import(token, made.id)).toMatchObject({ inputs: settings });
    await world.engine.update(made, { ...settings, parameters: { DefaultClosedTimer: "" } });
    world.requests();
    await world.engine.delete(made);
    expect(world.writes()).toEqual([]);
  });

  it("is sent as JSON where Twilio takes no forms", async () => {
    const { engine, twilio } = await makeWorld();
    const types = { "twilio/text": { body: "The line is open." } };
    const parameters = { friendly_name: "open", language: "en", types };
    const made = await engine.create(token, { product: "content", path: "/v1/Content", parameters });
    expect(await twilio.content.v1.contents(String(made.state.sid)).fetch()).toMatchObject({
      language: "en",
    });
  });

  it("is given the parameters that only an update takes by one", async () => {
    const world = await makeWorld();
    const parameters = { FriendlyName: "booths", ReachabilityEnabled: true };
    world.requests();
    const made = await world.engine.create(token, { product: "chat", path: "/v2/Services", parameters });
    expect(world.writes()).toEqual(["POST /v2/Services", "POST /v2/Services/*"]);
    expect(await world.twilio.chat.v2.services(String(made.state.sid)).fetch()).toMatchObject({
      reachabilityEnabled: true,
    });
  });
});
