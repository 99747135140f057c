import twilio from "twilio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../index.ts";
import { Site, type Source } from "../testing/deploy.ts";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ buildMs: 0 });
});
afterAll(() => emulator.close());

let count = 0;
const site = () => Site.open(emulator, `site-${++count}`);

/** Deploys one function and asks it. */
async function run(content: string, request?: RequestInit & { query?: string }, more: Partial<Source> = {}) {
  const one = await site();
  await one.deploy({ functions: [{ path: "/run", content, ...more }] });
  const answer = await fetch(one.at(`/run${request?.query ?? ""}`), request);
  return { one, answer, text: await answer.text() };
}

describe("a deployed function", () => {
  test("gets query, form and the request itself in its event", async () => {
    const { text } = await run("exports.handler = (context, event, callback) => callback(null, event)", {
      query: "?a=1&b=2&b=3",
      method: "POST",
      headers: { cookie: "crumb=x%20y", "x-mine": "yes" },
      body: new URLSearchParams({ From: "+15035550100" }),
    });
    const event = JSON.parse(text);
    expect(event).toMatchObject({ a: "1", b: ["2", "3"], From: "+15035550100" });
    expect(event.request.cookies).toEqual({ crumb: "x y" });
    expect(event.request.headers["x-mine"]).toBe("yes");
  });

  test("gets the fields of a JSON body", async () => {
    const { text } = await run(
      "exports.handler = (context, event, callback) => callback(null, event.deep.value)",
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"deep":{"value":"found"}}',
      },
    );
    expect(text).toBe("found");
  });

  test("finds its variables, its domain and its credentials in its context", async () => {
    const one = await site();
    const content =
      "exports.handler = ({ getTwilioClient, ...context }, event, callback) => callback(null, context)";
    await one.deploy({ functions: [{ path: "/context", content }], variables: { COLOUR: "green" } });
    expect(await (await fetch(one.at("/context"))).json()).toEqual({
      COLOUR: "green",
      DOMAIN_NAME: one.domain,
      PATH: "/context",
      SERVICE_SID: one.serviceSid,
      ENVIRONMENT_SID: one.environmentSid,
      ACCOUNT_SID: emulator.accountSid,
      AUTH_TOKEN: emulator.authToken,
    });
  });

  test("has the emulator's time", async () => {
    const content = `exports.handler = (context, event, callback) =>
      callback(null, [Date.now(), +new Date(), Date.parse(Date()), new Date() instanceof Date, +new Date(7)]);`;
    const one = await site();
    await one.deploy({ functions: [{ path: "/time", content }] });
    const times = async () => JSON.parse(await (await fetch(one.at("/time"))).text());
    const [before] = await times();
    emulator.clock.advance(24 * 3_600_000);
    const [now, fresh, written, isDate, given] = await times();
    for (const time of [now, fresh, written + 1_000])
      expect(time - before).toBeGreaterThanOrEqual(24 * 3_600_000);
    expect(now).toBeLessThanOrEqual(emulator.clock.now());
    expect([isDate, given]).toEqual([true, 7]);
  });

  test("answers TwiML as XML", async () => {
    const { answer, text } = await run(`exports.handler = async (context, event, callback) => {
      const twiml = new Twilio.twiml.VoiceResponse();
      twiml.say("hello");
      return callback(null, twiml);
    }`);
    expect(answer.headers.get("content-type")).toContain("text/xml");
    expect(text).toContain("<Response><Say>hello</Say></Response>");
  });

  test("answers with status, headers and cookies of a Twilio.Response", async () => {
    const { answer, text } = await run(`exports.handler = (context, event, callback) => {
      const response = new Twilio.Response();
      response.setStatusCode(418).setBody({ short: "stout" }).appendHeader("X-Pot", "tea").setCookie("a", "1").setCookie("b", "2");
      callback(null, response);
    }`);
    expect(answer.status).toBe(418);
    expect(answer.headers.get("x-pot")).toBe("tea");
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(JSON.parse(text)).toEqual({ short: "stout" });
  });

  test("talks to its own Twilio through context and through require", async () => {
    const { text } = await run(`exports.handler = async (context, event, callback) => {
      const own = await context.getTwilioClient().serverless.v1.services(context.SERVICE_SID).fetch();
      const other = await require("twilio")(context.ACCOUNT_SID, context.AUTH_TOKEN).api.v2010.accounts(context.ACCOUNT_SID).fetch();
      callback(null, [own.sid, other.sid]);
    }`);
    expect(JSON.parse(text)).toEqual([expect.stringMatching(/^ZS/), emulator.accountSid]);
  });

  test("talks to its own Twilio, and to a deployed domain, by fetch", async () => {
    const { text } = await run(`exports.handler = async (context, event, callback) => {
      const authorization = "Basic " + btoa(context.ACCOUNT_SID + ":" + context.AUTH_TOKEN);
      const answer = await fetch("https://api.twilio.com/2010-04-01/Accounts.json", { headers: { authorization } });
      const request = new Request(new URL("https://" + context.DOMAIN_NAME + "/nowhere"));
      callback(null, [(await answer.json()).accounts[0].sid, (await fetch(request)).status]);
    }`);
    expect(JSON.parse(text)).toEqual([emulator.accountSid, 404]);
  });

  test("keeps state in the account's own Sync service", async () => {
    const { text } = await run(`exports.handler = async (context, event, callback) => {
      const documents = Runtime.getSync().documents;
      await documents.create({ uniqueName: "rota", data: { on: "ada" } });
      callback(null, (await documents("rota").fetch()).data);
    }`);
    expect(JSON.parse(text)).toEqual({ on: "ada" });
  });

  test("opens private assets and loads private functions, which nobody else can reach", async () => {
    const one = await site();
    await one.deploy({
      functions: [
        {
          path: "/use",
          content: `exports.handler = (context, event, callback) => {
            const { double } = require(Runtime.getFunctions()["lib/double"].path);
            callback(null, double(JSON.parse(Runtime.getAssets()["/table.json"].open()).value));
          }`,
        },
        {
          path: "/lib/double",
          visibility: "private",
          content: "exports.double = (value) => ({ value: 2 * value })",
        },
      ],
      assets: [{ path: "/table.json", visibility: "private", content: '{"value":21}' }],
    });
    expect(await (await fetch(one.at("/use"))).json()).toEqual({ value: 42 });
    expect((await fetch(one.at("/lib/double"))).status).toBe(404);
    expect((await fetch(one.at("/table.json"))).status).toBe(404);
  });

  test("finds no package that its build does not name", async () => {
    const content =
      'exports.handler = (context, event, callback) => callback(null, typeof require("zod").object)';
    const { answer, text } = await run(content);
    expect(answer.status).toBe(500);
    expect(JSON.parse(text).message).toContain("Cannot find module 'zod'");
    const one = await site();
    await one.deploy({
      functions: [{ path: "/run", content }],
      dependencies: [{ name: "zod", version: "4.0.0" }],
    });
    expect(await (await fetch(one.at("/run"))).text()).toBe("function");
  });

  test("answers 500 with its error, and the log tells it too", async () => {
    const { one, answer, text } = await run(`exports.handler = (context, event, callback) => {
      console.log("before", { n: 1 });
      throw new TypeError("went wrong");
    }`);
    expect(answer.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ name: "TypeError", message: "went wrong" });
    const logs = await one.environment.logs.list();
    expect(logs.map(({ level, message }) => [level, message.split("\n")[0]])).toEqual([
      ["ERROR", "TypeError: went wrong"],
      ["INFO", "before { n: 1 }"],
    ]);
  });

  test("answers 500 when its handler rejects or its callback gets an error", async () => {
    const rejected = await run("exports.handler = async () => { throw new Error('no') }");
    const refused = await run("exports.handler = (context, event, callback) => callback('plainly no')");
    expect([rejected.answer.status, refused.answer.status]).toEqual([500, 500]);
    expect(refused.text).toBe("plainly no");
  });

  test("is stopped when it does not end, and works again for the next request", async () => {
    // Only this emulator's functions have little time: on a busy machine others need more than they would alone.
    const hasty = await startEmulator({ buildMs: 0, functionTimeoutMs: 100 });
    const one = await Site.open(hasty);
    const content = "exports.handler = (context, event, callback) => { for (;;); }";
    await one.deploy({ functions: [{ path: "/run", content }] });
    const answer = await fetch(one.at("/run"));
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain("timed out");
    await hasty.close();
  });

  test("survives a function that ends its process", async () => {
    const { one, answer } = await run(
      "exports.handler = (context, event, callback) => { if (event.die) process.exit(3); callback(null, 'alive') }",
      { query: "?die=1" },
    );
    expect(answer.status).toBe(500);
    expect(await (await fetch(one.at("/run"))).text()).toBe("alive");
  });

  test("sees nothing of the machine's environment", async () => {
    const { text } = await run(
      "exports.handler = (context, event, callback) => callback(null, process.env.HOME ?? 'none')",
    );
    expect(text).toBe("none");
  });
});

describe("a protected function", () => {
  const content = "exports.handler = (context, event, callback) => callback(null, 'in')";

  test("takes requests that Twilio signed, by GET and POST, and no others", async () => {
    const { one, answer } = await run(content, {}, { visibility: "protected" });
    expect(answer.status).toBe(403);
    const url = `https://${one.domain}/run?x=1`;
    const sign = (parameters: Record<string, string>) => ({
      "x-twilio-signature": twilio.getExpectedTwilioSignature(emulator.authToken, url, parameters),
    });
    expect(await (await fetch(one.at("/run?x=1"), { headers: sign({}) })).text()).toBe("in");
    const body = new URLSearchParams({ From: "a", To: "b" });
    const signed = { method: "POST", body, headers: sign({ From: "a", To: "b" }) };
    expect((await fetch(one.at("/run?x=1"), signed)).status).toBe(200);
    expect((await fetch(one.at("/run?x=2"), signed)).status).toBe(403);
  });
});

describe("a deployment", () => {
  test("takes effect at once, and undeploying ends it", async () => {
    const one = await site();
    const answering = (word: string) =>
      `exports.handler = (context, event, callback) => callback(null, "${word}")`;
    const first = await one.deploy({ functions: [{ path: "/word", content: answering("first") }] });
    expect(await (await fetch(one.at("/word"))).text()).toBe("first");
    await one.deploy({ functions: [{ path: "/word", content: answering("second") }] });
    expect(await (await fetch(one.at("/word"))).text()).toBe("second");
    await one.environment.deployments.create({ buildSid: first });
    expect(await (await fetch(one.at("/word"))).text()).toBe("first");
    await one.environment.deployments.create({});
    expect((await fetch(one.at("/word"))).status).toBe(404);
  });

  test("serves public assets with their type", async () => {
    const one = await site();
    await one.deploy({ assets: [{ path: "/page.html", content: "<p>hi" }] });
    const answer = await fetch(one.at("/page.html"));
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).toBe("<p>hi");
  });

  test("keeps its memory from another environment's, and keeps it warm between requests", async () => {
    const content = "let n = 0; exports.handler = (context, event, callback) => callback(null, String(++n))";
    const { one } = await run(content);
    const { text: other } = await run(content);
    expect([other, await (await fetch(one.at("/run"))).text()]).toEqual(["1", "2"]);
  });

  test("answers 50 requests at once, each with its own", async () => {
    const { one } = await run(
      "exports.handler = (context, event, callback) => setTimeout(callback, 5, null, event.n)",
    );
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => (await fetch(one.at(`/run?n=${n}`))).text()),
    );
    expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => String(n)));
  });
});
