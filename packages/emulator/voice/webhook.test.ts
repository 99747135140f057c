import twilio from "twilio";
import { afterEach, describe, expect, it, vi } from "vitest";
import { signedRequest } from "./call/webhook.ts";
import { callTwiml, domain, outside, ownNumber, voiceWith } from "./testing/calls.ts";
import { authToken, type FakeAnswer } from "./testing/fake-network.ts";
import { alertsOf, heard, webhooks } from "./trace/trace.ts";

const fallback = "https://example.test/fallback";
const say = (text: string) => `<Response><Say>${text}</Say></Response>`;

async function callWithFallback(first: FakeAnswer, second: FakeAnswer = say("saved")) {
  const { network, voice } = voiceWith(first, { "/fallback": second });
  network.domain.voiceFallbackUrl = fallback;
  network.domain.voiceFallbackMethod = "GET";
  return voice.call({ from: { sip: "demo", domain }, to: "100" });
}

describe("signatures", () => {
  it("are those of Twilio's documentation", () => {
    const request = signedRequest("12345", "POST", "https://mycompany.com/myapp.php?foo=1&bar=2", {
      Digits: "1234",
      To: "+18005551212",
      From: "+14158675309",
      Caller: "+14158675309",
      CallSid: "CA1234567890ABCDE",
    });
    expect(request.headers["x-twilio-signature"]).toBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
  });

  it("cover the whole query on GET, and the official validator accepts them", () => {
    const { url, headers, body } = signedRequest("12345", "GET", "https://example.test/a?b=1#rc=2", {
      To: "+1 5&",
    });
    expect(url).toBe("https://example.test/a?b=1&To=%2B1+5%26");
    expect(body).toBeUndefined();
    expect(twilio.validateRequest("12345", headers["x-twilio-signature"] ?? "", url, {})).toBe(true);
  });

  it("stand on every request of a call", async () => {
    const { network, voice } = voiceWith(
      `<Response><Dial callerId="${ownNumber}" action="/done" method="GET"><Number statusCallback="/s">${outside}</Number></Dial></Response>`,
      { "/done": "<Response/>", "/s": "" },
    );
    await voice.call({ from: { sip: "demo", domain }, to: "100" });
    expect(network.requests).toHaveLength(3);
    for (const { url, headers, body } of network.requests) {
      const params = Object.fromEntries(new URLSearchParams(body));
      expect(twilio.validateRequest(authToken, headers["x-twilio-signature"] ?? "", url, params)).toBe(true);
    }
  });
});

describe("what failed", () => {
  const askedFor = async (overrides: string, ...answers: FakeAnswer[]) => {
    const { network, voice } = voiceWith(`<Response><Redirect>/next${overrides}</Redirect></Response>`, {
      "/next": () => answers.shift() ?? say("at last"),
    });
    const trace = await voice.call({ from: { sip: "demo", domain }, to: "100" });
    const asked = network.requests.filter(({ url }) => url.endsWith("/next"));
    return { times: asked.length, saved: heard(trace).includes("at last") };
  };

  it("is sent again as often as the URL says, after what it says, and otherwise not at all", async () => {
    const failed: FakeAnswer = { status: 503 };
    expect(await askedFor("#rc=5&amp;rp=all", failed, failed)).toEqual({ times: 3, saved: true });
    expect(await askedFor("#rc=1&amp;rp=5xx", failed, failed)).toEqual({ times: 2, saved: false });
    expect(await askedFor("#rc=2&amp;rp=4xx", failed)).toEqual({ times: 1, saved: false });
    expect(await askedFor("", failed)).toEqual({ times: 1, saved: false });
  });
});

describe("parameters", () => {
  it("of a phone's call are Twilio's, with the authenticated name and custom headers", async () => {
    const trace = await callTwiml("<Response/>", {
      from: { sip: "demo", domain, claimedFrom: "boss" },
      to: "#",
      headers: { "X-Room": "12", "User-Agent": "phone" },
    });
    expect(webhooks(trace)[0]?.params).toMatchObject({
      CallSid: trace.sid,
      From: `sip:boss@${domain}`,
      Caller: `sip:boss@${domain}`,
      To: `sip:%23@${domain}`,
      CallStatus: "ringing",
      Direction: "inbound",
      ApiVersion: "2010-04-01",
      SipDomain: domain,
      SipUsername: "demo",
      "SipHeader_X-Room": "12",
    });
    expect(webhooks(trace)[0]?.params).not.toHaveProperty("SipHeader_User-Agent");
  });

  it("of a call from outside have numbers and countries", async () => {
    const { voice } = voiceWith("<Response/>");
    const trace = await voice.call({ from: outside, to: ownNumber });
    expect(webhooks(trace)[0]?.params).toMatchObject({
      From: outside,
      To: ownNumber,
      FromCountry: "US",
      ToCity: "",
    });
    expect(webhooks(trace)[0]?.params).not.toHaveProperty("SipDomain");
  });
});

describe("a webhook that fails", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const failures: Record<string, [FakeAnswer, number]> = {
    "status 500": [{ status: 500, body: "oops" }, 11200],
    "status 404": [{ status: 404 }, 11200],
    "no connection": [() => Promise.reject(new Error("connect ECONNREFUSED")), 11205],
    "an empty body": ["", 12100],
    "broken XML": ["<Response><Say>", 12100],
    "a document type": ['<!DOCTYPE a [<!ENTITY b "c">]><Response>&b;</Response>', 12100],
    "another root": ["<Answer/>", 12102],
    JSON: [{ headers: { "content-type": "application/json" }, body: "{}" }, 12300],
    "a redirect without end": [{ status: 302, headers: { location: "/voice" } }, 11215],
    "a script for an action": ["<Response><Redirect>javascript:alert(1)</Redirect></Response>", 11100],
  };

  it.each(Object.entries(failures))("by %s is replaced by the fallback", async (_name, [first, code]) => {
    const trace = await callWithFallback(first);
    const [request] = webhooks(trace, "fallback");
    expect(request).toMatchObject({ method: "GET", status: 200 });
    expect(request?.params).toMatchObject({
      ErrorCode: String(code),
      ErrorUrl: "https://example.test/voice",
    });
    expect(alertsOf(trace).map((alert) => alert.code)).toEqual([code]);
    expect(heard(trace)).toEqual(["saved"]);
  });

  it("by taking longer than 15 s is replaced by the fallback", async () => {
    vi.useFakeTimers();
    const calling = callWithFallback(() => new Promise(() => undefined));
    await vi.advanceTimersByTimeAsync(14_999);
    await vi.advanceTimersByTimeAsync(1);
    const trace = await calling;
    expect(alertsOf(trace)[0]).toMatchObject({ code: 11200, at: 15 });
    expect(webhooks(trace, "fallback")[0]?.at).toBe(15);
    expect(heard(trace)).toEqual(["saved"]);
  });

  it("with a fallback that fails too ends the call with an apology", async () => {
    const trace = await callWithFallback({ status: 500 }, { status: 500 });
    expect(heard(trace).join()).toMatch(/application error/);
    expect(alertsOf(trace)).toHaveLength(2);
  });

  it("is in the debugger's log, with its URL", async () => {
    const { network, voice } = voiceWith({ status: 500 });
    const trace = await voice.call({ from: { sip: "demo", domain }, to: "100" });
    expect(network.alerts).toMatchObject([
      { code: 11200, level: "error", resourceSid: trace.sid, request: { url: "https://example.test/voice" } },
    ]);
  });

  it("cannot be asked without a voice URL", async () => {
    const { network, voice } = voiceWith("");
    network.domain.voiceUrl = "";
    const trace = await voice.call({ from: { sip: "demo", domain }, to: "100" });
    expect(trace).toMatchObject({ status: "failed", sipResponse: 404 });
    expect(network.requests).toEqual([]);
  });
});

describe("a webhook that answers", () => {
  it("with plain text is read out", async () => {
    const trace = await callTwiml({ headers: { "content-type": "text/plain" }, body: "a < b" });
    expect(heard(trace)).toEqual(["a < b"]);
  });

  it("with a redirect is followed by GET, signed anew", async () => {
    const trace = await callTwiml(
      { status: 302, headers: { location: "/elsewhere" } },
      {},
      { "/elsewhere": ({ method }) => say(method) },
    );
    expect(heard(trace)).toEqual(["GET"]);
  });
});

describe("the status callback of a domain", () => {
  it("is told when the call is over, and how long it was", async () => {
    const { network, voice } = voiceWith('<Response><Say>a</Say><Pause length="89"/></Response>', {
      "/s": "",
    });
    network.domain.statusCallback = "https://example.test/s";
    const trace = await voice.call({ from: { sip: "demo", domain }, to: "100" });
    expect(webhooks(trace, "status-callback").map(({ params }) => params)).toMatchObject([
      { CallStatus: "completed", CallDuration: "90", Duration: "2", CallSid: trace.sid },
    ]);
  });
});
