import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, ManualClock, startEmulator, twilioClient } from "../index.ts";
import { type Pages, servePages } from "../testing/pages.ts";
import { alertsOf } from "./trace/trace.ts";

const number = "+15035550100";
let emulator: Emulator;
let pages: Pages;

beforeAll(async () => {
  emulator = await startEmulator({ allowLocalWebhooks: true, clock: new ManualClock() });
  pages = await servePages({
    "/voice": '<Response><Gather action="/menu" numDigits="1"><Say>Press one</Say></Gather></Response>',
    "/menu": `<Response><Dial callerId="${number}" timeLimit="60"><Number>+15035550111</Number></Dial></Response>`,
    "/room": "<Response><Dial><Conference>all hands</Conference></Dial></Response>",
  });
});
afterAll(async () => {
  pages.close();
  await emulator.close();
});

const callers = Array.from({ length: 200 }, (_, index) => `+1503555${String(1000 + index)}`);

test("200 calls at once talk for a minute each, and none is lost", async () => {
  await twilioClient(emulator).incomingPhoneNumbers.create({
    phoneNumber: number,
    voiceUrl: `${pages.url}/voice`,
  });
  emulator.parties.script("+15035550111", "hangs up after 60 s");
  const traces = await Promise.all(callers.map((from) => emulator.call({ from, to: number, presses: "1" })));
  expect(traces.flatMap(alertsOf)).toEqual([]);
  expect(new Set(traces.map(({ from }) => from))).toEqual(new Set(callers));
  expect(traces.filter(({ status, legs }) => status !== "completed" || legs[0]?.duration !== 60)).toEqual([]);
  const calls = await twilioClient(emulator).calls.list({ status: "completed", limit: 1000 });
  expect(calls).toHaveLength(400);
});

test("200 calls at once meet in a conference, and all are out when it ends", async () => {
  const room = "+15035550101";
  const client = twilioClient(emulator);
  await client.incomingPhoneNumbers.create({ phoneNumber: room, voiceUrl: `${pages.url}/room` });
  const calls = callers.map((from) => emulator.call({ from, to: room }));
  const inside = async () => {
    const [conference] = await client.conferences.list({ friendlyName: "all hands" });
    return conference && client.conferences(conference.sid);
  };
  await expect
    .poll(async () => (await (await inside())?.participants.list({ limit: 1000 }))?.length, {
      timeout: 60_000,
    })
    .toBe(callers.length);
  await (await inside())?.update({ status: "completed" });
  expect((await Promise.all(calls)).filter(({ status }) => status !== "completed")).toEqual([]);
});
