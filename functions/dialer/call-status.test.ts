import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import aws4 from "aws4";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, onTestFinished, vi } from "vitest";
import { deploy } from "../test/deployed.ts";

const run = await deploy("dialer");
let log: MockInstance<typeof console.log>;
beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-01-02T03:04:05Z"), toFake: ["Date"] });
  log = vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const leg = { CallStatus: "busy", direction: "outgoing", extension: "corner" };
const tell = (event: object, context: object = {}) =>
  run("/call-status", { context: { ENVIRONMENT: "stage", ...context }, event: { ...leg, ...event } });
const metric = (Channel: string, UserEvent: string) => ({
  timestamp: "2026-01-02T03:04:05.000Z",
  hostname: "twilio-sip-server-stage",
  event: { Event: "UserEvent", Channel, UserEvent },
});
const busy = metric("corner", "outgoing_dialstatus_busy_corner");

interface Received {
  request: IncomingMessage;
  body: string;
}

/** A server that keeps what it is sent, and answers with a status, or never. */
async function standIn(status: number | "never") {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ request, body });
    if (status !== "never") response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const topic = "arn:aws:sns:us-west-2:123456789012:calls";
const toSns = (SNS_ENDPOINT: string) => ({
  SNS_TOPIC_ARN: topic,
  SNS_ACCESS_KEY_ID: keys.accessKeyId,
  SNS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  SNS_ENDPOINT,
});
const secret = "sixteen characters";
const toWebhook = (METRICS_WEBHOOK_URL: string) => ({ METRICS_WEBHOOK_URL, METRICS_WEBHOOK_SECRET: secret });

describe("the end of a leg", () => {
  it("is a line in the log where nobody else is told: of the call once, of the menus, of how it ended", async () => {
    await tell({ first: "yes", trail: "street,street-menu" });
    await tell({});
    expect(log.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
      metric("corner", "enter_context_street"),
      metric("corner", "enter_context_street-menu"),
      metric("corner", "outgoing_call"),
      busy,
      busy,
    ]);
  });

  it("is published to a topic of SNS, signed as Amazon wants it", async () => {
    const { received, url } = await standIn(200);
    await tell({ first: "yes" }, toSns(url));
    const messages = received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    // They are sent at once, and may arrive in any order.
    expect(messages.map(({ Message = "", ...publish }) => ({ publish, event: JSON.parse(Message) }))).toEqual(
      expect.arrayContaining(
        [metric("corner", "outgoing_call"), busy].map((event) => ({
          publish: { Action: "Publish", Version: "2010-03-31", TopicArn: topic },
          event,
        })),
      ),
    );
    expect(messages).toHaveLength(2);
    for (const { request, body } of received)
      expect(request.headers.authorization).toBe(signatureOf(request, body));
    expect(log).not.toHaveBeenCalled();
  });

  it("is posted to a webhook, signed with its secret", async () => {
    const { received, url } = await standIn(204);
    await tell({}, toWebhook(url));
    const [{ request, body }] = received as [Received];
    expect(JSON.parse(body)).toEqual({ events: [busy] });
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    expect(request.headers["x-signature"]).toBe(`sha256=${signature}`);
  });

  it("that no sink takes, or one that hangs, is answered all the same, within a second or so, and counted", async () => {
    vi.useRealTimers();
    const [silent, broken, sound] = [await standIn("never"), await standIn(500), await standIn(200)];
    await tell({}, { ...toSns(silent.url), ...toWebhook(broken.url) });
    expect(log.mock.calls.flat()).toEqual([
      "metrics: 1 not told, 1 in all: TimeoutError",
      "metrics: 1 not told, 1 in all: the webhook answered 500",
    ]);
    expect(silent.received).toHaveLength(1);
    expect(sound.received).toHaveLength(0);
  });

  it("that is none of Twilio's tells nobody", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    await tell({ CallStatus: "<Dial>" });
    expect(error).toHaveBeenCalledOnce();
    expect(log).not.toHaveBeenCalled();
  });
});

/** The signature a request should have, by another implementation than the one that made it. */
function signatureOf({ method, url: path, headers }: IncomingMessage, body: string): string {
  const [, signed = ""] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
  const named = Object.fromEntries(signed.split(";").map((name) => [name, String(headers[name])]));
  const request = {
    host: String(headers.host),
    method,
    path,
    service: "sns",
    region: "us-west-2",
    headers: named,
    body,
    extraHeadersToIgnore: { "content-length": true, "content-type": true },
  };
  return String(aws4.sign(request, keys).headers?.Authorization);
}
