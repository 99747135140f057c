import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Emulator, startEmulator, twilioClient } from "../index.ts";
import { number, password, picture, play } from "../testing/scenario.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0, messageMs: 0 });
  await play(emulator);
});
afterAll(() => emulator.close());

const visit = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const { port } = new URL(emulator.url);
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, async (answer) => {
      const chunks = await answer.toArray();
      resolve({ status: answer.statusCode, body: Buffer.concat(chunks).toString() });
    });
    asked.on("error", reject).end();
  });

const ask = async (path: string, query: Record<string, string> = {}): Promise<unknown> => {
  const answer = await fetch(`${emulator.url}/emulator/${path}?${new URLSearchParams(query)}`);
  const body = await answer.json();
  if (!answer.ok) throw new Error(z.object({ message: z.string() }).parse(body).message);
  return body;
};

const viewed = z.object({
  kind: z.string(),
  parents: z.record(z.string(), z.string()),
  key: z.string(),
  properties: z.record(z.string(), z.unknown()),
});
const paged = z.object({ items: z.array(viewed), before: z.number().optional() });
const list = async (query: Record<string, string>) => paged.parse(await ask("resources", query));
const where = ({ kind, parents }: { kind: string; parents: object }) => ({
  account: emulator.accountSid,
  kind,
  parents: JSON.stringify(parents),
});
const traced = z.object({
  trace: z.looseObject({ steps: z.array(z.looseObject({ verb: z.string().optional() })) }),
});
const traceOf = async (kind: "calls" | "messages", sid: string) =>
  traced.parse(await ask(kind, { sid })).trace;
const revision = async () => z.object({ revision: z.string() }).parse(await ask("changes")).revision;

describe("a strange web page", () => {
  test.each(["/", "/emulator/state", "/emulator/requests"])(
    "does not get %s under another name",
    async (path) => {
      expect(await visit(path, { host: "rebound.example:4010" })).toMatchObject({ status: 403 });
      expect(await visit(path, { host: "127.0.0.1.rebound.example" })).toMatchObject({ status: 403 });
    },
  );

  test.each(["http://elsewhere.example", "null", "http://127.0.0.1:1", "https://localhost"])(
    "cannot post from %s",
    async (origin) => {
      const { status, body } = await visit("/emulator/reset", { origin }, "POST");
      expect([status, JSON.parse(body).message]).toEqual([403, expect.stringContaining(origin)]);
      expect(await ask("kinds", { account: emulator.accountSid })).not.toEqual([]);
    },
  );

  test("is not taken for the page itself, a command, or a client of Twilio's hosts", async () => {
    const { host, port } = new URL(emulator.url);
    const asked = [
      await visit("/emulator/clock", { origin: emulator.url }),
      await visit("/emulator/clock", { host: `localhost:${port}`, origin: `http://localhost:${port}` }),
      await visit("/emulator/clock", { host }),
      await visit("/", { host }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const api = await visit("/2010-04-01/Accounts.json", {
      host: "api.twilio.com",
      origin: "https://elsewhere.example",
    });
    expect([api.status, JSON.parse(api.body).code]).toEqual([401, 20003]);
  });
});

describe("what the page asks for", () => {
  test("is its own files and nothing beside them", async () => {
    expect((await visit("/")).body).toContain("<title>Emulator</title>");
    expect((await visit("/emulator/page/main.js")).status).toBe(200);
    expect((await visit("/emulator/page/none.js")).status).toBe(404);
    expect((await visit("/emulator/page/..%2froutes.ts")).status).toBe(404);
    expect((await visit("/emulator/page/../routes.ts")).status).toBe(404);
  });

  test("has no secret in it", async () => {
    const { accountSid: account, authToken } = emulator;
    const kinds = z.array(z.object({ kind: z.string() })).parse(await ask("kinds", { account }));
    const found: unknown[] = [await ask("journal")];
    for (const { kind } of kinds) found.push(await ask("resources", { account, kind }));
    const text = JSON.stringify(found);
    expect(text).toContain("[secret]");
    for (const secret of [authToken, password, "Good morning"]) expect(text).not.toContain(secret);
  });

  test("tells a resource, what hangs under it, and its file", async () => {
    const { items } = await list({ account: emulator.accountSid, kind: "api/Messages", search: "hello" });
    const [message] = items.slice(-1);
    if (!message) throw new Error("no message is listed");
    expect(message.properties).toMatchObject({ to: number, body: "hello", direction: "inbound" });
    const { key } = message;
    expect(await ask("resource", { ...where(message), key })).toMatchObject({
      under: [{ kind: "api/Messages/Media", parents: { message_sid: key }, count: 1 }],
    });
    const media = await list(where({ kind: "api/Messages/Media", parents: { message_sid: key } }));
    const files = media.items.map((one) => ask("content", { ...where(one), key: one.key }));
    expect(await Promise.all(files)).toEqual([
      { contentType: "image/png", base64: picture.toString("base64") },
    ]);
    expect(await traceOf("messages", key)).toMatchObject({ replies: [{ body: "You wrote hello" }] });
  });

  test("says what is wrong with it", async () => {
    await expect(ask("resources", { kind: "api/Messages" })).rejects.toThrow("account");
    await expect(ask("resource", { account: "AC", kind: "x", parents: "{}", key: "y" })).rejects.toThrow(
      "there is no x y",
    );
    await expect(ask("journal", { before: "soon" })).rejects.toThrow("before");
  });
});

test("a call is followed while it goes on", async () => {
  const client = twilioClient(emulator);
  const twiml = "<Response><Enqueue>support</Enqueue></Response>";
  const { sid } = await client.calls.create({ from: number, to: "+15035550190", twiml });
  emulator.parties.script("+15035550190", { hangsUpAfter: 10_000 });
  const isWaiting = async () => (await traceOf("calls", sid)).steps.some(({ verb }) => verb === "Enqueue");
  while (!(await isWaiting())) await new Promise(setImmediate);
  expect(await traceOf("calls", sid)).toMatchObject({ sid, status: "in-progress", ended: "" });
  const before = await revision();
  await client.calls(sid).update({ status: "completed" });
  await emulator.settled();
  expect(await traceOf("calls", sid)).toMatchObject({ status: "completed" });
  expect(await revision()).not.toBe(before);
});

test("ten thousand resources are looked at page by page", async () => {
  const { store } = emulator.platform;
  const place = {
    kind: "sync/Services/Documents",
    account: emulator.accountSid,
    parents: { service_sid: "IS1" },
  };
  for (let index = 0; index < 10_000; index++)
    store.add({ ...place, key: `ET${index}`, properties: { unique_name: `document ${index}` } });
  const seen: string[] = [];
  let before: number | undefined;
  for (let page = 0; page < 3; page++) {
    const query = { account: place.account, kind: place.kind, ...(before && { before: String(before) }) };
    const answer = await list(query);
    seen.push(...answer.items.map(({ key }) => key));
    before = answer.before;
  }
  expect(seen).toEqual(Array.from({ length: 150 }, (_, index) => `ET${9_999 - index}`));
  const found = await list({ account: place.account, kind: place.kind, search: "document 77" });
  expect(found.items[0]?.key).toBe("ET7799");
});
