import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Emulator, ManualClock, startEmulator, twilioClient } from "../index.ts";
import { send } from "../testing/request.ts";

let emulator: Emulator;
let account: string;

beforeAll(async () => {
  emulator = await startEmulator();
  account = `api.twilio.com/2010-04-01/Accounts/${emulator.accountSid}`;
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const services = "serverless.twilio.com/v1/Services";
const service = (name: string) => ({ form: { UniqueName: name, FriendlyName: name } });

describe("authentication", () => {
  test.each([
    ["without credentials", null],
    ["with a wrong token", "right:wrong"],
    ["with an unknown account", `AC${"0".repeat(32)}:x`],
    ["with an unknown key", `SK${"0".repeat(32)}:x`],
  ])("%s is refused with 401 and 20003", async (_, as) => {
    const { status, body, headers } = await send(emulator, services, {
      as: as?.replace("right", emulator.accountSid) ?? null,
    });
    expect([status, body.code, body.status]).toEqual([401, 20003, 401]);
    expect(body.more_info).toBe("https://www.twilio.com/docs/errors/20003");
    expect(headers.get("www-authenticate")).toContain("Basic");
  });

  test("with an API key stands for its account, until the key is deleted", async () => {
    const { body: key } = await send(emulator, `${account}/Keys.json`, { form: { FriendlyName: "ci" } });
    const as = `${key.sid}:${key.secret}`;
    expect((await send(emulator, services, { ...service("one"), as })).body.account_sid).toBe(
      emulator.accountSid,
    );
    expect((await send(emulator, `${account}/Keys/${key.sid}.json`)).body.secret).toBeUndefined();
    await send(emulator, `${account}/Keys/${key.sid}.json`, { method: "DELETE" });
    expect((await send(emulator, services, { as })).status).toBe(401);
  });

  test("of an account reaches its subaccounts, and theirs not it", async () => {
    const { body: sub } = await send(emulator, "api.twilio.com/2010-04-01/Accounts.json", {
      form: { FriendlyName: "sub" },
    });
    const as = `${sub.sid}:${sub.auth_token}`;
    const lists = (sid: unknown) => `api.twilio.com/2010-04-01/Accounts/${sid}/SIP/CredentialLists.json`;
    const { body: list } = await send(emulator, lists(sub.sid), { form: { FriendlyName: "phones" } });
    expect(list.account_sid).toBe(sub.sid);
    expect((await send(emulator, lists(sub.sid), { as })).body.credential_lists).toHaveLength(1);
    expect((await send(emulator, lists(emulator.accountSid))).body.credential_lists).toHaveLength(0);
    expect((await send(emulator, lists(emulator.accountSid), { as })).status).toBe(401);
  });
});

describe("a path", () => {
  test.each([
    ["that Twilio does not have", "serverless.twilio.com/v1/Nothing"],
    ["of a host that Twilio does not have", "nothing.twilio.com/v1/Services"],
    ["of a resource that is not there", `serverless.twilio.com/v1/Services/ZS${"0".repeat(32)}`],
    [
      "under a resource that is not there",
      `serverless.twilio.com/v1/Services/ZS${"0".repeat(32)}/Environments`,
    ],
    ["with a malformed SID", "studio.twilio.com/v2/Flows/nonsense"],
    ["with broken escapes", "serverless.twilio.com/v1/Services/%zz"],
  ])("%s answers 404 with 20404", async (_, target) => {
    const { status, body } = await send(emulator, target);
    expect([status, body.code]).toEqual([404, 20404]);
    expect(body.message).toMatch(/^The requested resource \/.* was not found$/);
  });

  test("answers 405 with 20004 to a method it does not have", async () => {
    const { status, body } = await send(emulator, services, { method: "DELETE" });
    expect([status, body.code]).toEqual([405, 20004]);
  });

  test("takes a unique name in the place of a SID", async () => {
    const { body: made } = await send(emulator, services, service("named"));
    expect((await send(emulator, `${services}/named`)).body.sid).toBe(made.sid);
    const { body: environment } = await send(emulator, `${services}/named/Environments`, {
      form: { UniqueName: "dev" },
    });
    expect(environment.service_sid).toBe(made.sid);
  });

  test("may be addressed by the Host header and with an edge and region", async () => {
    await send(emulator, services, service("here"));
    const { hostname, port } = new URL(emulator.url);
    const byHost = await new Promise<string>((resolve, reject) => {
      httpRequest(
        {
          hostname,
          port,
          path: "/v1/Services/here",
          headers: { host: "serverless.dublin.ie1.twilio.com" },
          auth: `${emulator.accountSid}:${emulator.authToken}`,
        },
        (response) => response.setEncoding("utf8").once("data", resolve),
      )
        .once("error", reject)
        .end();
    });
    expect(JSON.parse(byHost).unique_name).toBe("here");
  });
});

describe("a parameter", () => {
  const number = "IncomingPhoneNumbers.json";

  test.each([
    [
      "that is missing",
      services,
      { UniqueName: "a" },
      "Missing required parameter FriendlyName in the post body",
    ],
    [
      "that is no boolean",
      services,
      { UniqueName: "a", FriendlyName: "a", UiEditable: "perhaps" },
      "UiEditable",
    ],
    [
      "out of its enumeration",
      `${number}`,
      { PhoneNumber: "+15035550100", VoiceReceiveMode: "telegram" },
      "VoiceReceiveMode",
    ],
    ["that is no URL", number, { PhoneNumber: "+15035550100", VoiceUrl: "nowhere" }, "VoiceUrl"],
    ["that is no method", number, { PhoneNumber: "+15035550100", VoiceMethod: "FETCH" }, "VoiceMethod"],
    [
      "that breaks its pattern",
      `${number}`,
      { PhoneNumber: "+15035550100", TrunkSid: `AP${"0".repeat(32)}` },
      "TrunkSid",
    ],
  ])("%s is refused with 20001", async (_, target, form, message) => {
    const path = target === number ? `${account}/${target}` : target;
    const { status, body } = await send(emulator, path, { form: form as Record<string, string> });
    expect([status, body.code]).toEqual([400, 20001]);
    expect(body.message).toContain(message);
  });

  test("of a page is held to its range", async () => {
    expect((await send(emulator, `${services}?PageSize=1001`)).body.code).toBe(20001);
    expect((await send(emulator, `${services}?PageSize=0`)).body.code).toBe(20001);
    expect((await send(emulator, `${services}?PageToken=forged`)).body.code).toBe(20001);
  });

  test("may come as a JSON body where the API takes one, and a broken one is refused", async () => {
    const json = { friendlyName: "sink" };
    const { status } = await send(emulator, "content.twilio.com/v1/Content", {
      json: { ...json, language: "en", types: {} },
    });
    expect(status).toBe(201);
    const broken = await send(emulator, "content.twilio.com/v1/Content", {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    expect(broken.status).toBe(400);
  });

  test("left out of an update stays, and an empty one clears", async () => {
    const { body: made } = await send(emulator, `${account}/Applications.json`, {
      form: { FriendlyName: "app", VoiceUrl: "https://example.com/a", VoiceMethod: "get" },
    });
    const path = `${account}/Applications/${made.sid}.json`;
    const { body } = await send(emulator, path, { form: { VoiceUrl: "" } });
    expect([body.friendly_name, body.voice_url, body.voice_method]).toEqual(["app", null, "GET"]);
  });
});

describe("a list", () => {
  test("is paged by tokens in the 2010 form, newest first, each item once though others are added meanwhile", async () => {
    const path = `${account}/SIP/CredentialLists.json`;
    const add = (name: string) => send(emulator, path, { form: { FriendlyName: name } });
    for (let index = 0; index < 5; index++) await add(`list ${index}`);
    const names: unknown[] = [];
    for (let next: unknown = `${path.replace("api.twilio.com", "")}?PageSize=2`; next; ) {
      const { body } = await send(emulator, `api.twilio.com${next}`);
      const page = body.credential_lists as { friendly_name: string }[];
      names.push(...page.map((list) => list.friendly_name));
      expect(body.page_size).toBe(2);
      next = body.next_page_uri;
      await add(`later ${names.length}`);
    }
    expect(names).toEqual(["list 4", "list 3", "list 2", "list 1", "list 0"]);
  });

  test("is paged by full addresses in meta", async () => {
    for (const name of ["a", "b", "c"]) await send(emulator, services, service(name));
    const { body } = await send(emulator, `${services}?PageSize=2`);
    const meta = body.meta as Record<string, string>;
    expect(meta).toMatchObject({ page: 0, page_size: 2, key: "services", previous_page_url: null });
    expect(meta.next_page_url).toMatch(
      /^https:\/\/serverless\.twilio\.com\/v1\/Services\?PageSize=2&Page=1&PageToken=PA/,
    );
    const { body: next } = await send(emulator, (meta.next_page_url ?? "").replace("https://", ""));
    expect((next.services as unknown[]).length).toBe(1);
    expect(next.meta).toMatchObject({ page: 1, next_page_url: null });
  });

  test("takes its filters", async () => {
    for (const name of ["x", "y"])
      await send(emulator, `${account}/Applications.json`, { form: { FriendlyName: name } });
    const { body } = await send(emulator, `${account}/Applications.json?FriendlyName=y`);
    expect((body.applications as { friendly_name: string }[]).map((one) => one.friendly_name)).toEqual(["y"]);
  });
});

describe("any documented resource", () => {
  test("is created, listed, read, changed and deleted without special code", async () => {
    const client = twilioClient(emulator);
    const { workspaces } = client.taskrouter.v1;
    const { sid } = await workspaces.create({ friendlyName: "booths" });
    expect((await workspaces.list()).map((workspace) => workspace.sid)).toEqual([sid]);
    expect((await workspaces(sid).update({ friendlyName: "kiosks" })).friendlyName).toBe("kiosks");
    expect((await workspaces(sid).fetch()).friendlyName).toBe("kiosks");
    expect(await workspaces(sid).remove()).toBe(true);
    await expect(workspaces(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test("has a unique name once, and takes its children with it", async () => {
    const client = twilioClient(emulator);
    const { sid } = await client.sync.v1.services.create({ friendlyName: "state" });
    const streams = client.sync.v1.services(sid).syncStreams;
    await streams.create({ uniqueName: "rota" });
    await expect(streams.create({ uniqueName: "rota" })).rejects.toMatchObject({
      status: 409,
      code: 20409,
    });
    await client.sync.v1.services(sid).remove();
    await expect(streams.list()).rejects.toMatchObject({ code: 20404 });
    expect([...emulator.platform.store.all("sync/Services/Streams")]).toEqual([]);
  });
});

test("the journal tells each request with its parameters, and hides secrets", async () => {
  await send(emulator, `${account}/SIP/CredentialLists.json`, { form: { FriendlyName: "list" } });
  const { body } = await send(emulator, `${account}/SIP/CredentialLists.json`);
  const [list] = body.credential_lists as { sid: string }[];
  await send(emulator, `${account}/SIP/CredentialLists/${list?.sid}/Credentials.json`, {
    form: { Username: "demo", Password: "Secret-Secret-1" },
  });
  expect(emulator.requests.map(({ method, status }) => [method, status])).toEqual([
    ["POST", 201],
    ["GET", 200],
    ["POST", 201],
  ]);
  expect(emulator.requests.at(-1)?.parameters).toEqual({ Username: "demo", Password: "[secret]" });
  expect(JSON.stringify(emulator.requests)).not.toContain("Secret-Secret-1");
});

test("the same seed, clock and requests give the same answers", async () => {
  const run = async (seed: string) => {
    const one = await startEmulator({ seed, clock: new ManualClock() });
    const answers = [await send(one, services, service("same")), await send(one, `${services}/same`)];
    await one.close();
    return answers.map(({ body, headers }) => [body, headers.get("twilio-request-id")]);
  };
  const [first, again, other] = [await run("one"), await run("one"), await run("two")];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test("fifty requests at once are each answered, and counted", async () => {
  const slow = await startEmulator({ latencyMs: 50 });
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => send(slow, services, service(`s${index}`))),
  );
  expect(new Set(answers.map(({ body }) => body.sid)).size).toBe(50);
  const concurrent = answers.map(({ headers }) => Number(headers.get("twilio-concurrent-requests")));
  expect(Math.max(...concurrent)).toBeGreaterThan(1);
  await slow.close();
});
