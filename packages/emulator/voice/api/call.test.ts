import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, heard, startEmulator, twilioClient, webhooks } from "../../index.ts";
import { type Pages, servePages } from "../../testing/pages.ts";

const number = "+15035550100";
const outside = "+15035550111";

describe("calls of the API", () => {
  let emulator: Emulator;
  let pages: Pages;
  beforeEach(async () => {
    emulator = await startEmulator({ allowLocalWebhooks: true });
    pages = await servePages({
      "/hello": '<Response><Gather action="/key" numDigits="1"><Say>Press one</Say></Gather></Response>',
      "/key": ({ params }) => `<Response><Say>You pressed ${params.Digits}</Say></Response>`,
      "/status": "",
      "/queue": "<Response><Enqueue waitUrl=''>support</Enqueue><Say>and on</Say></Response>",
      "/elsewhere": "<Response><Say>elsewhere</Say></Response>",
    });
    await client().incomingPhoneNumbers.create({ phoneNumber: number, voiceUrl: `${pages.url}/queue` });
  });
  afterEach(async () => {
    pages.close();
    await emulator.close();
  });
  const client = () => twilioClient(emulator);

  it("are queued, ring, and run the document for whoever answers", async () => {
    emulator.parties.script(outside, "answers after 2 rings, presses 1");
    const { sid, status } = await client().calls.create({
      to: outside,
      from: number,
      url: `${pages.url}/hello`,
      statusCallback: `${pages.url}/status`,
      statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    });
    expect(status).toBe("queued");
    const trace = await emulator.trace(sid);
    expect(trace).toMatchObject({ direction: "outbound-api", status: "completed", answeredAt: 12 });
    expect(heard(trace)).toEqual(["Press one", "You pressed 1"]);
    const told = pages.requests.filter(({ path }) => path === "/status").map(({ params }) => params);
    expect(told.map(({ CallStatus }) => CallStatus).sort()).toEqual([
      "completed",
      "in-progress",
      "initiated",
      "ringing",
    ]);
    expect(await client().calls(sid).fetch()).toMatchObject({
      status: "completed",
      to: outside,
      from: number,
    });
  });

  it("run TwiML that comes with the request, record, and end when their time is up", async () => {
    emulator.parties.script("client:alice", "answers");
    const { sid } = await client().calls.create({
      to: "client:alice",
      from: "client:bob",
      twiml: "<Response><Say>Hello</Say><Pause length='60'/></Response>",
      record: true,
      timeLimit: 20,
    });
    expect(await emulator.trace(sid)).toMatchObject({ status: "completed", duration: 20 });
    expect(await client().recordings.list()).toMatchObject([
      { callSid: sid, duration: "20", source: "OutboundAPI" },
    ]);
  });

  it.each(["busy", "no-answer", "failed"])("end as %s when the party is", async (outcome) => {
    emulator.parties.script(outside, outcome);
    const { sid } = await client().calls.create({ to: outside, from: number, url: `${pages.url}/hello` });
    expect((await emulator.trace(sid)).status).toBe(outcome);
  });

  it.each([
    ["a number that is none", { to: "+1", from: number }, 21211],
    ["a caller ID of somebody else", { to: outside, from: outside }, 21210],
    ["nothing to say", { to: outside, from: number, url: "" }, 21205],
    ["a URL that is none", { to: outside, from: number, url: "ftp://x" }, 21205],
    ["a trunk of one's own", { to: outside, from: number, byoc: `BY${"0".repeat(32)}` }, 20001],
    ["a country that is not enabled", { to: "+442079460000", from: number }, 21215],
  ])("are refused with %s", async (_name, options, code) => {
    const url = `${pages.url}/hello`;
    await expect(client().calls.create({ url, ...options })).rejects.toMatchObject({ code });
  });

  it("find out whether a machine answered, before the document or beside it", async () => {
    emulator.parties.script(outside, "is a machine");
    const options = { to: outside, from: number, url: `${pages.url}/hello`, sendDigits: "ww1" };
    const detecting = await client().calls.create({ ...options, machineDetection: "DetectMessageEnd" });
    const trace = await emulator.trace(detecting.sid);
    expect(webhooks(trace, "voice")).toMatchObject([
      { at: 13.5, params: { AnsweredBy: "machine_end_beep" } },
    ]);
    expect(heard(trace)[0]).toBe("ww1");
    expect((await client().calls(detecting.sid).fetch()).answeredBy).toBe("machine_end_beep");
    const beside = await client().calls.create({
      ...options,
      machineDetection: "Enable",
      asyncAmd: "true",
      asyncAmdStatusCallback: `${pages.url}/status`,
    });
    expect(webhooks(await emulator.trace(beside.sid), "machine-detection")).toMatchObject([
      { params: { CallSid: beside.sid, AnsweredBy: "machine_start", MachineDetectionDuration: "4000" } },
    ]);
  });

  it("can be sent elsewhere or ended while they wait in a queue, and not afterwards", async () => {
    const first = emulator.call({ from: outside, to: number });
    const second = emulator.call({ from: outside, to: number });
    const queued = async () => {
      const [queue] = await client().queues.list();
      return queue ? client().queues(queue.sid).members.list() : [];
    };
    await expect.poll(async () => (await queued()).map(({ position }) => position)).toEqual([1, 2]);
    expect(await client().queues.list()).toMatchObject([{ friendlyName: "support", currentSize: 2 }]);
    const [front, back] = await queued();
    await client()
      .queues(front?.queueSid ?? "")
      .members("Front")
      .update({ url: `${pages.url}/elsewhere` });
    expect(heard(await first).at(-1)).toBe("elsewhere");
    await client()
      .calls(back?.callSid ?? "")
      .update({ status: "completed" });
    expect(await second).toMatchObject({ status: "completed", ended: "the API ended it" });
    const late = client()
      .calls(back?.callSid ?? "")
      .update({ twiml: "<Response/>" });
    await expect(late).rejects.toMatchObject({ code: 21220 });
    expect(await queued()).toEqual([]);
  });
});
