import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator, twilioClient } from "../index.ts";
import { type Pages, servePages } from "../testing/pages.ts";

const number = "+15035550100";
const outside = "+15035550111";

describe("a recording of a call", () => {
  let emulator: Emulator;
  let pages: Pages;
  beforeEach(async () => {
    emulator = await startEmulator({ allowLocalWebhooks: true });
    pages = await servePages({
      "/voice": '<Response><Record action="/done" timeout="1" recordingStatusCallback="/kept"/></Response>',
      "/done": "<Response><Say>Thanks</Say></Response>",
      "/kept": "",
    });
    const client = twilioClient(emulator);
    await client.incomingPhoneNumbers.create({ phoneNumber: number, voiceUrl: `${pages.url}/voice` });
    await emulator.call({ from: outside, to: number, script: "leaves a message of 11 s" });
  });
  afterEach(async () => {
    pages.close();
    await emulator.close();
  });
  const download = (url: string, as = `${emulator.accountSid}:${emulator.authToken}`) =>
    fetch(url.replace("https://", `${emulator.url}/`), {
      headers: as === "" ? {} : { authorization: `Basic ${btoa(as)}` },
    });

  it("is listed, by itself and under its call, until it is deleted", async () => {
    const client = twilioClient(emulator);
    const [recording] = await client.recordings.list();
    expect(recording).toMatchObject({
      duration: "12",
      source: "RecordVerb",
      status: "completed",
      channels: 1,
    });
    const ofCall = client.calls(recording?.callSid ?? "").recordings;
    expect((await ofCall.list()).map(({ sid }) => sid)).toEqual([recording?.sid]);
    expect((await ofCall(recording?.sid ?? "").fetch()).duration).toBe("12");
    await client.recordings(recording?.sid ?? "").remove();
    expect(await client.recordings.list()).toEqual([]);
    expect((await download(recording?.mediaUrl ?? "")).status).toBe(404);
  });

  it("can be fetched by the URL that the callback gets, as WAV or MP3 of the right length", async () => {
    const params = pages.requests.find(({ path }) => path === "/kept")?.params ?? {};
    expect(params).toMatchObject({ RecordingStatus: "completed", RecordingDuration: "12" });
    const wav = await download(params.RecordingUrl ?? "");
    expect(wav.headers.get("content-type")).toBe("audio/x-wav");
    const sound = Buffer.from(await wav.arrayBuffer());
    expect(sound.subarray(0, 4).toString()).toBe("RIFF");
    expect(sound.readUInt32LE(40) / sound.readUInt32LE(24)).toBe(12);
    const mp3 = await download(`${params.RecordingUrl}.mp3`);
    expect(mp3.headers.get("content-type")).toBe("audio/mpeg");
    expect((await mp3.arrayBuffer()).byteLength).toBe(Math.ceil(12 / 0.036) * 144);
  });

  it("is for its account's eyes only", async () => {
    const [recording] = await twilioClient(emulator).recordings.list();
    expect((await download(recording?.mediaUrl ?? "", "")).status).toBe(401);
    expect((await download(recording?.mediaUrl ?? "", `${emulator.accountSid}:wrong`)).status).toBe(401);
  });
});
