import { describe, expect, it } from "vitest";
import { Cancelled, TwilioError, Uncertain, Unreachable } from "./errors.ts";
import { Broken, type HttpRequest, type HttpResponse } from "./http.ts";
import { Transport } from "./transport.ts";

type Reply = Partial<HttpResponse> | Error;

/** A transport to a Twilio that gives these replies in turn, with a clock that only writes down the waits. */
function rehearsed(replies: Reply[], { apiUrl }: { apiUrl?: string } = {}) {
  const sent: HttpRequest[] = [];
  const waits: number[] = [];
  const transport = new Transport({
    async send(request) {
      sent.push(request);
      const reply = replies.shift() ?? {};
      if (reply instanceof Error) throw reply;
      return { status: 200, headers: {}, body: "", ...reply };
    },
    clock: {
      now: () => 0,
      async sleep(milliseconds, signal) {
        if (signal.aborted) throw new Cancelled(signal);
        waits.push(milliseconds);
      },
      random: () => 1,
    },
    maxConcurrentRequests: 10,
    apiUrl,
  });
  const signal = new AbortController().signal;
  const ask = (method: string, url = "https://api.twilio.com/2010-04-01/Accounts.json") =>
    transport.exchange({ method, url: new URL(url), headers: {}, body: "Password=hunter2hunter2" }, signal);
  return { sent, waits, ask, transport };
}

describe("the transport", () => {
  it("waits as long as Twilio asks, then repeats the very same request", async () => {
    const { ask, sent, waits } = rehearsed([
      { status: 429, headers: { "retry-after": "2" } },
      { body: "{}" },
    ]);
    expect(await ask("POST")).toMatchObject({ body: "{}" });
    expect(waits).toEqual([2000]);
    expect(sent[0]).toEqual(sent[1]);
  });

  it("does not repeat a create whose answer was lost", async () => {
    const { ask, sent } = rehearsed([new Broken("socket hang up", true)]);
    await expect(ask("POST")).rejects.toBeInstanceOf(Uncertain);
    expect(sent).toHaveLength(1);
  });

  it("repeats a create that never left, and gives up naming where it was sent", async () => {
    const refused = () => Array.from({ length: 6 }, () => new Broken("connect ECONNREFUSED", false));
    const { ask, sent } = rehearsed(refused(), { apiUrl: "http://127.0.0.1:4010" });
    await expect(ask("POST")).rejects.toThrow(
      /did not answer .* at http:\/\/127\.0\.0\.1:4010: connect ECONNREFUSED/,
    );
    expect(sent).toHaveLength(6);
    await expect(rehearsed(refused()).ask("GET")).rejects.toBeInstanceOf(Unreachable);
  });

  it("leads every host to another Twilio, and follows its own pages there", async () => {
    const { ask, sent } = rehearsed([], { apiUrl: "http://127.0.0.1:4010/" });
    await ask("GET", "https://serverless.twilio.com/v1/Services?PageSize=50");
    await ask("GET", "http://127.0.0.1:4010/serverless.twilio.com/v1/Services?Page=1");
    expect(sent.map(({ url }) => url.href)).toEqual([
      "http://127.0.0.1:4010/serverless.twilio.com/v1/Services?PageSize=50",
      "http://127.0.0.1:4010/serverless.twilio.com/v1/Services?Page=1",
    ]);
  });

  it("says no with Twilio's code, reason and link, and without what was sent", async () => {
    const body = JSON.stringify({
      code: 21243,
      message: "Password too weak",
      more_info: "https://www.twilio.com/docs/errors/21243",
      status: 400,
    });
    const error = await rehearsed([{ status: 400, body }])
      .ask("POST")
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof TwilioError)) throw error;
    expect(error).toMatchObject({ status: 400, code: 21243, reason: "Password too weak" });
    expect(error.message).toMatch(
      /Password too weak \(code 21243, https:\/\/www\.twilio\.com\/docs\/errors\/21243\)/,
    );
    expect(error.message).not.toContain("hunter2");
  });

  it("makes sense of an answer that is not Twilio's", async () => {
    const page = { status: 404, body: "<html>Not here</html>" };
    await expect(rehearsed([page]).ask("GET")).rejects.toThrow(/HTTP status 404 \(status 404\)/);
  });

  it("stops waiting when it is cancelled", async () => {
    const { transport, sent } = rehearsed([{ status: 429 }]);
    const cancelled = new AbortController();
    const asking = transport.exchange(
      { method: "GET", url: new URL("https://api.twilio.com/"), headers: {} },
      cancelled.signal,
    );
    cancelled.abort();
    await expect(asking).rejects.toBeInstanceOf(Cancelled);
    expect(sent).toHaveLength(1);
  });
});
