import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, heard, startEmulator, twilioClient, webhooks } from "../../index.ts";
import { type Pages, servePages } from "../../testing/pages.ts";

const number = "+15035550100";
const outside = "+15035550111";

describe("conferences of the API", () => {
  let emulator: Emulator;
  let pages: Pages;
  beforeEach(async () => {
    emulator = await startEmulator({ allowLocalWebhooks: true });
    pages = await servePages({
      "/room": `<Response><Dial><Conference statusCallback="/event" statusCallbackEvent="mute hold announcement">team</Conference></Dial><Say>out</Say></Response>`,
      "/announcement": "<Response><Say>Five minutes left</Say></Response>",
      "/event": "",
    });
    await client().incomingPhoneNumbers.create({ phoneNumber: number, voiceUrl: `${pages.url}/room` });
  });
  afterEach(async () => {
    pages.close();
    await emulator.close();
  });
  const client = () => twilioClient(emulator);

  it("list who is in, invite, mute, hold, announce, take out and end", async () => {
    emulator.parties.script("client:alice", "answers");
    const caller = emulator.call({ from: outside, to: number });
    await expect.poll(() => client().conferences.list({ status: "in-progress" })).toHaveLength(1);
    const [conference] = await client().conferences.list({ friendlyName: "team" });
    const { participants } = client().conferences(conference?.sid ?? "");
    const invited = await participants.create({
      from: number,
      to: "client:alice",
      label: "alice",
      muted: true,
    });
    expect(invited).toMatchObject({ conferenceSid: conference?.sid, label: "alice", muted: true });
    await expect.poll(() => participants.list()).toHaveLength(2);

    const alice = await participants("alice").update({ muted: false, hold: true });
    expect(alice).toMatchObject({ callSid: invited.callSid, muted: false, hold: true });
    expect(await participants.list({ hold: true })).toMatchObject([{ label: "alice" }]);
    await client()
      .conferences(conference?.sid ?? "")
      .update({ announceUrl: `${pages.url}/announcement` });
    await participants("alice").remove();
    await expect(participants("alice").fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(await emulator.trace(invited.callSid)).toMatchObject({ status: "completed" });
    await client()
      .conferences(conference?.sid ?? "")
      .update({ status: "completed" });

    const trace = await caller;
    expect(heard(trace)).toEqual(["Five minutes left", "out"]);
    expect(webhooks(trace, "conference-status").map(({ params }) => params.StatusCallbackEvent)).toEqual([
      "conference-announcement",
    ]);
    expect(
      await client()
        .conferences(conference?.sid ?? "")
        .fetch(),
    ).toMatchObject({ status: "completed" });
    await expect(
      client()
        .conferences(conference?.sid ?? "")
        .update({ status: "completed" }),
    ).rejects.toMatchObject({ status: 400 });
  });

  it("begin with whoever is invited first", async () => {
    const invited = await client()
      .conferences("planning")
      .participants.create({ from: number, to: outside, endConferenceOnExit: true });
    await expect
      .poll(() => client().conferences(invited.conferenceSid).participants.list())
      .toMatchObject([{ callSid: invited.callSid, endConferenceOnExit: true }]);
    await client().calls(invited.callSid).update({ status: "completed" });
    await emulator.trace(invited.callSid);
    expect(await client().conferences(invited.conferenceSid).fetch()).toMatchObject({
      friendlyName: "planning",
      status: "completed",
    });
  });
});
