import { expect, it } from "vitest";
import { domain, outside, ownNumber, voiceWith } from "./testing/calls.ts";
import { webhooks } from "./trace/trace.ts";

it("a conference keeps its guests until its host hangs up, and tells its callback", async () => {
  const host = "+15035550200";
  const join = (attributes: string) =>
    `<Response><Dial action="/done"><Conference ${attributes}>team</Conference></Dial></Response>`;
  const callback = 'statusCallback="/event" statusCallbackEvent="start end join leave"';
  const { network, voice } = voiceWith("", {
    "/guest": join('startConferenceOnEnter="false"'),
    "/host": join(`endConferenceOnExit="true" ${callback}`),
    "/done": "<Response/>",
    "/event": "",
  });
  network.addNumber({ phoneNumber: ownNumber, voiceUrl: "https://example.test/guest" });
  network.addNumber({ phoneNumber: host, voiceUrl: "https://example.test/host" });
  const { accountSid } = network.domain;

  const guest = voice.call({ from: outside, to: ownNumber });
  await expect.poll(() => voice.switchboard.conferences.size(accountSid, "team")).toBe(1);
  const hosted = await voice.call({ from: outside, to: host, script: "hangs up after 60 s" });
  expect(webhooks(hosted, "conference-status").map(({ params }) => params.StatusCallbackEvent)).toEqual([
    "participant-join",
    "conference-start",
    "participant-leave",
    "conference-end",
  ]);
  const trace = await guest;
  expect(trace).toMatchObject({ status: "completed", duration: 60 });
  expect(webhooks(trace, "action")).toMatchObject([{ params: { DialCallStatus: "answered" } }]);
  expect(voice.switchboard.conferences.size(accountSid, "team")).toBe(0);
});

it("a conference loses whoever's four hours are over when the clock moves", async () => {
  const { network, voice } = voiceWith("<Response><Dial><Conference>team</Conference></Dial></Response>");
  const { accountSid } = network.domain;
  const size = () => voice.switchboard.conferences.size(accountSid, "team");
  const calling = voice.call({ from: { sip: "demo", domain }, to: "100" });
  await expect.poll(size).toBe(1);
  network.clock.advance(4 * 60 * 60 * 1000);
  expect(await calling).toMatchObject({ status: "completed", duration: 4 * 60 * 60 });
  expect(size()).toBe(0);
});
