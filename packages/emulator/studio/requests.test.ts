import { afterEach, describe, expect, test } from "vitest";
import { type Emulator, heard, startEmulator, twilioClient, webhooks } from "../index.ts";
import { type PageAnswer, type Pages, servePages } from "../testing/pages.ts";

const number = "+15035550100";
const agents = "+15035550101";
const outside = "+15035550111";
const state = (name: string, type: string, properties: object, transitions: Record<string, string> = {}) => ({
  name,
  type,
  properties,
  transitions: Object.entries(transitions).map(([event, next]) => ({ event, next })),
});

let emulator: Emulator;
let pages: Pages;
afterEach(async () => {
  pages.close();
  await emulator.close();
});

/** Publishes a flow that begins with the widget `ask`, on a number; pages of somebody's server are beside it. */
async function publish(served: Record<string, PageAnswer>, widgets: (url: string) => object[]) {
  pages = await servePages(served);
  emulator = await startEmulator({ allowLocalWebhooks: true });
  const client = twilioClient(emulator);
  const states = [state("Trigger", "trigger", {}, { incomingCall: "ask" }), ...widgets(pages.url)];
  const { webhookUrl } = await client.studio.v2.flows.create({
    friendlyName: "flow",
    status: "published",
    definition: { initial_state: "Trigger", states },
  });
  await client.incomingPhoneNumbers.create({ phoneNumber: number, voiceUrl: webhookUrl });
  return client;
}

const requests = [
  ["make-http-request", "failed", "81014"],
  ["run-function", "fail", "81017"],
] as const;

describe.each(requests)("the widget %s", (type, failure, code) => {
  const flow = (path: string, properties: object) => (url: string) => [
    state("ask", type, { url: `${url}${path}`, ...properties }, { success: "greet", [failure]: "sorry" }),
    state("greet", "say-play", {
      say: "{{widgets.ask.parsed.name}} {{widgets.ask.status_code}} {{widgets.ask.body}}",
    }),
    state("sorry", "say-play", { say: "Sorry" }),
  ];

  test("sends parameters, and gives what came back", async () => {
    const parameters = [{ key: "who", value: "{{contact.channel.address}}" }];
    await publish({ "/name": '{"name":"Ada"}' }, flow("/name", { method: "POST", parameters }));
    const trace = await emulator.call({ from: outside, to: number });
    expect(heard(trace)).toEqual(['Ada 200 {"name":"Ada"}']);
    expect(pages.requests).toMatchObject([{ method: "POST", params: { who: outside } }]);
  });

  test("goes on when it fails, and the debugger's log has it", async () => {
    const client = await publish({}, flow("/nowhere", { method: "GET" }));
    const trace = await emulator.call({ from: outside, to: number });
    expect(heard(trace)).toEqual(["Sorry"]);
    expect(await client.monitor.v1.alerts.list()).toMatchObject([
      { errorCode: code, resourceSid: trace.sid },
    ]);
  });
});

test("make-http-request sends a body of JSON, with its variables", async () => {
  await publish({ "/who": "" }, (url) => [
    state("ask", "make-http-request", {
      method: "POST",
      url: `${url}/who`,
      content_type: "application/json;charset=utf-8",
      body: '{"who":"{{contact.channel.address}}"}',
    }),
  ]);
  await emulator.call({ from: outside, to: number });
  expect(pages.requests.map(({ body }) => JSON.parse(body))).toEqual([{ who: outside }]);
});

test("add-twiml-redirect hands the call over, and takes it back from a redirect to the flow", async () => {
  const back: PageAnswer = ({ params }) => {
    const [flow] = emulator.platform.store.all("studio/Flows");
    const address = `https://webhooks.twilio.com/v1/Accounts/${params.AccountSid}/Flows/${flow?.key}?FlowEvent=return`;
    return `<Response><Say>Over there</Say><Redirect>${address}</Redirect></Response>`;
  };
  await publish({ "/there": back }, (url) => [
    state("ask", "add-twiml-redirect", { url: `${url}/there` }, { return: "home" }),
    state("home", "say-play", { say: "Back again" }),
  ]);
  const trace = await emulator.call({ from: outside, to: number });
  expect(heard(trace)).toEqual(["Over there", "Back again"]);
  expect(webhooks(trace).map(({ status }) => status)).toEqual(webhooks(trace).map(() => 200));
});

test("enqueue-call lets the caller wait until somebody takes them, and goes on afterwards", async () => {
  const client = await publish(
    { "/agent": "<Response><Dial><Queue>support</Queue></Dial></Response>" },
    () => [
      state("ask", "enqueue-call", { queue_name: "support" }, { callComplete: "bye" }),
      state("bye", "say-play", { say: "It was {{widgets.ask.QueueResult}}" }),
    ],
  );
  await client.incomingPhoneNumbers.create({ phoneNumber: agents, voiceUrl: `${pages.url}/agent` });
  const waiting = emulator.call({ from: outside, to: number });
  const waits = async () => (await client.queues.list())[0]?.currentSize;
  await expect.poll(waits).toBe(1);
  await emulator.call({ from: "+15035550112", to: agents, script: "hangs up after 10 s" });
  expect(heard(await waiting).at(-1)).toBe("It was bridged");
});

test("send-to-flex puts the call before a workflow, with the task's attributes", async () => {
  const workflow = `WW${"0".repeat(32)}`;
  await publish({}, () => [
    state("ask", "send-to-flex", {
      workflow,
      attributes: '{"from":"{{contact.channel.address}}"}',
    }),
  ]);
  const trace = await emulator.call({ from: outside, to: number, script: "hangs up after 5 s" });
  const [first] = webhooks(trace);
  expect(first?.answer).toContain(`workflowSid="${workflow}"`);
  expect(first?.answer).toContain(`{&quot;from&quot;:&quot;${outside}&quot;}`);
  expect(trace).toMatchObject({ status: "completed", duration: 5 });
});
