import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alertsOf, type Emulator, startEmulator, twilioClient, webhooks } from "../index.ts";
import { type Pages, servePages } from "../testing/pages.ts";

const number = "+15035550100";
const person = "+15035550111";
const pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
const response = (verbs: string) => `<Response>${verbs}</Response>`;

describe("messages", () => {
  let emulator: Emulator;
  let pages: Pages;
  const client = () => twilioClient(emulator);
  beforeEach(async () => {
    emulator = await startEmulator({ allowLocalWebhooks: true, messageMs: 0 });
    pages = await servePages({
      "/sms": ({ params }) => response(`<Message>You wrote ${params.Body}</Message>`),
      "/picture": response(
        "<Message><Body>Look</Body><Media>/cat.gif</Media></Message><Message to='+15035550112'>2</Message>",
      ),
      "/cat.gif": "GIF89a",
      "/redirect": response("<Redirect method='GET'>/sms</Redirect><Message>never</Message>"),
      "/lines": response("<Message>\n  one\n  two  words\n</Message>"),
      "/wrong": "<Response><Message>",
      "/fallback": ({ params }) => response(`<Message>Sorry, ${params.ErrorCode}</Message>`),
      "/silent": response(""),
      "/status": "",
    });
    await client().incomingPhoneNumbers.create({ phoneNumber: number, smsUrl: `${pages.url}/sms` });
  });
  afterEach(async () => {
    pages.close();
    await emulator.close();
  });
  const answerWith = async (path: string, smsFallbackUrl = "") => {
    const [own] = await client().incomingPhoneNumbers.list();
    await client()
      .incomingPhoneNumbers(own?.sid ?? "")
      .update({ smsUrl: pages.url + path, smsFallbackUrl });
  };
  const write = (body: string, mediaUrls: string[] = []) =>
    emulator.sms({ from: person, to: number, body, mediaUrls });
  const answers = async (body: string) => (await write(body)).replies.map((reply) => reply.body);

  describe("from outside", () => {
    it("are answered with the lines that the document has", async () => {
      await answerWith("/lines");
      expect(await answers("hello")).toEqual(["one\ntwo words"]);
    });

    it("reach the number's webhook, signed and with Twilio's parameters, and are answered", async () => {
      const trace = await write("hello");
      expect(trace.replies).toMatchObject([{ from: number, to: person, body: "You wrote hello" }]);
      const [request] = pages.requests;
      expect(request?.params).toMatchObject({
        MessageSid: trace.sid,
        SmsMessageSid: trace.sid,
        AccountSid: emulator.accountSid,
        From: person,
        To: number,
        Body: "hello",
        NumMedia: "0",
        NumSegments: "1",
        SmsStatus: "received",
        FromCountry: "US",
      });
      const { authToken } = emulator;
      const { signature = "", params = {} } = request ?? {};
      expect(twilio.validateRequest(authToken, signature, `${pages.url}/sms`, params)).toBe(true);
      const stored = await client().messages.list();
      expect(stored).toMatchObject([
        { direction: "outbound-reply", status: "delivered", body: "You wrote hello" },
        { direction: "inbound", status: "received", body: "hello", sid: trace.sid },
      ]);
    });

    it("bring pictures, which can be fetched with the account's credentials only", async () => {
      const trace = await write("", [pixel]);
      expect(trace.sid).toMatch(/^MM/);
      const { MediaUrl0 = "", MediaContentType0, NumMedia } = pages.requests[0]?.params ?? {};
      expect([MediaContentType0, NumMedia]).toEqual(["image/gif", "1"]);
      const address = MediaUrl0.replace("https://", `${emulator.url}/`);
      expect((await fetch(address)).status).toBe(401);
      const authorization = `Basic ${btoa(`${emulator.accountSid}:${emulator.authToken}`)}`;
      const picture = await fetch(address, { headers: { authorization } });
      expect(picture.headers.get("content-type")).toBe("image/gif");
      expect(Buffer.from(await picture.arrayBuffer()).toString("base64")).toBe(pixel.split(",")[1]);
      expect(await client().messages(trace.sid).media.list()).toMatchObject([{ contentType: "image/gif" }]);
    });

    it("can be answered with pictures, and to others", async () => {
      await answerWith("/picture");
      expect((await write("hi")).replies).toMatchObject([
        { to: person, body: "Look", mediaUrls: [`${pages.url}/cat.gif`] },
        { to: "+15035550112", body: "2" },
      ]);
    });

    it("follow redirects", async () => {
      await answerWith("/redirect");
      const trace = await write("hi");
      expect(webhooks(trace).map(({ method, purpose }) => [method, purpose])).toEqual([
        ["POST", "sms"],
        ["GET", "redirect"],
      ]);
      expect(trace.replies).toMatchObject([{ body: "You wrote hi" }]);
    });

    it.each(["/wrong", "/nowhere"])("fall back when %s cannot be used", async (path) => {
      const code = path === "/wrong" ? 12100 : 11200;
      await answerWith(path, `${pages.url}/fallback`);
      const trace = await write("hi");
      expect(trace.replies).toMatchObject([{ body: `Sorry, ${code}` }]);
      expect(alertsOf(trace)).toMatchObject([{ code }]);
      expect(await client().monitor.v1.alerts.list()).toMatchObject([{ errorCode: String(code) }]);
    });

    it("need a number that somebody owns", async () => {
      await expect(emulator.sms({ from: person, to: "+15035550777", body: "hi" })).rejects.toThrow(
        /no account owns/,
      );
    });

    it("come in over HTTP too", async () => {
      const body = JSON.stringify({ from: person, to: number, body: "hello" });
      const answer = await fetch(`${emulator.url}/emulator/messages`, { method: "POST", body });
      expect(await answer.json()).toMatchObject({ replies: [{ body: "You wrote hello" }] });
    });
  });

  describe("that say STOP, START or HELP", () => {
    it("are answered by Twilio, and nothing more is sent until START", async () => {
      await answerWith("/silent");
      expect(await answers(" stop ")).toEqual([expect.stringMatching(/unsubscribed/)]);
      const send = () => client().messages.create({ from: number, to: person, body: "psst" });
      await expect(send()).rejects.toMatchObject({ code: 21610 });
      await answerWith("/sms");
      const blocked = await write("still there?");
      expect([blocked.replies, alertsOf(blocked).map(({ code }) => code)]).toEqual([[], [21610]]);
      expect((await answers("START"))[0]).toMatch(/re-subscribed/);
      expect((await send()).status).toBe("queued");
      expect((await answers("Help"))[0]).toMatch(/Reply STOP/);
    });

    it("count only when they say nothing else", async () => {
      expect(await answers("please stop")).toEqual(["You wrote please stop"]);
    });
  });

  describe("of the API", () => {
    const send = (more: object = {}) =>
      client().messages.create({
        from: number,
        to: person,
        body: "hi",
        statusCallback: `${pages.url}/status`,
        ...more,
      });
    const statuses = () =>
      pages.requests.filter(({ path }) => path === "/status").map(({ params }) => params);

    it("are queued, sent and delivered, and their callback is told in this order", async () => {
      const { sid, status } = await send();
      expect(status).toBe("queued");
      await emulator.messagesSettled();
      expect(statuses().map(({ MessageSid, MessageStatus }) => [MessageSid, MessageStatus])).toEqual([
        [sid, "queued"],
        [sid, "sent"],
        [sid, "delivered"],
      ]);
      expect(await client().messages(sid).fetch()).toMatchObject({
        status: "delivered",
        direction: "outbound-api",
      });
    });

    it("are undelivered to a party that is out of reach", async () => {
      emulator.parties.script(person, "failed");
      const { sid } = await send();
      await emulator.messagesSettled();
      expect(statuses().at(-1)).toMatchObject({ MessageStatus: "undelivered", ErrorCode: "30003" });
      expect(await client().messages(sid).fetch()).toMatchObject({ status: "undelivered", errorCode: 30003 });
    });

    it("arrive at a number of the account as messages from outside do", async () => {
      await client().incomingPhoneNumbers.create({
        phoneNumber: "+15035550101",
        smsUrl: `${pages.url}/silent`,
      });
      await send({ to: "+15035550101" });
      await emulator.messagesSettled();
      expect(pages.requests.find(({ path }) => path === "/silent")?.params).toMatchObject({
        From: number,
        Body: "hi",
      });
    });

    it("that go round in circles end", async () => {
      await client().incomingPhoneNumbers.create({ phoneNumber: "+15035550101", smsUrl: `${pages.url}/sms` });
      await send({ to: "+15035550101" });
      await emulator.messagesSettled();
      expect((await client().messages.list()).length).toBeLessThan(40);
    });

    it.each([
      ["to an invalid number", { to: "+15005550001" }, 21211],
      ["to where nothing can be sent", { to: "+15005550002" }, 21612],
      ["abroad without permission", { to: "+15005550003" }, 21408],
      ["to somebody who opted out", { to: "+15005550004" }, 21610],
      ["to a landline", { to: "+15005550009" }, 21614],
      ["from an invalid number", { from: "+15005550001" }, 21212],
      ["from a number of somebody else", { from: "+15005550007" }, 21606],
      ["from a full queue", { from: "+15005550008" }, 21611],
      ["with too long a body", { body: "x".repeat(1601) }, 21617],
    ])("are refused %s", async (_name, more, code) => {
      await expect(send(more)).rejects.toMatchObject({ code });
    });

    it.each([
      ["a".repeat(160), 1],
      ["a".repeat(161), 2],
      ["😀".repeat(35), 1],
      ["ł".repeat(71), 2],
    ])("are counted in parts: %s", async (body, parts) => {
      expect((await send({ body })).numSegments).toBe(String(parts));
    });
  });
});
