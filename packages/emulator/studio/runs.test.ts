import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { alertsOf, type Emulator, heard, startEmulator, twilioClient } from "../index.ts";

const number = "+15035550100";
const outside = "+15035550111";
const state = (name: string, type: string, properties: object, transitions: Record<string, string> = {}) => ({
  name,
  type,
  properties,
  transitions: Object.entries(transitions).map(([event, next]) => ({ event, next })),
});
const split = (name: string, input: string, cases: Record<string, string>, noMatch: string) => ({
  name,
  type: "split-based-on",
  properties: { input },
  transitions: [
    { event: "noMatch", next: noMatch },
    ...Object.entries(cases).map(([value, next]) => ({
      event: "match",
      next,
      conditions: [{ friendly_name: value, type: "equal_to", arguments: [input], value }],
    })),
  ],
});

const flow = {
  initial_state: "Trigger",
  states: [
    state("Trigger", "trigger", {}, { incomingCall: "greet", incomingMessage: "ask" }),
    state("greet", "set-variables", { variables: [{ key: "house", value: "Acme" }] }, { next: "menu" }),
    state(
      "menu",
      "gather-input-on-call",
      {
        say: "Welcome to {{flow.variables.house}}, {{contact.channel.address}}",
        timeout: 5,
        number_of_digits: 1,
      },
      { keypress: "which", speech: "which", timeout: "bye" },
    ),
    split("which", "{{widgets.menu.Digits}}", { "1": "sales", "2": "voicemail", "3": "odd" }, "bye"),
    state(
      "sales",
      "connect-call-to",
      { noun: "number", to: outside, caller_id: number },
      { callCompleted: "after" },
    ),
    state("after", "say-play", { say: "It was {{widgets.sales.DialCallStatus}}" }),
    state("voicemail", "record-voicemail", { timeout: 3 }, { recordingComplete: "thanks", noAudio: "bye" }),
    state("thanks", "say-play", { say: "Kept {{widgets.voicemail.RecordingDuration}} seconds" }),
    state("odd", "capture-payments", {}),
    state("bye", "say-play", { say: "Goodbye" }),
    state("ask", "send-and-wait-for-reply", { body: "Who are you?" }, { incomingMessage: "answer" }),
    state("answer", "send-message", { body: "Hello {{widgets.ask.inbound.Body}}" }),
  ],
};

describe("a Studio flow", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ messageMs: 0 });
    const client = twilioClient(emulator);
    const made = await client.studio.v2.flows.create({
      friendlyName: "menu",
      status: "published",
      definition: flow,
    });
    await client.incomingPhoneNumbers.create({
      phoneNumber: number,
      voiceUrl: made.webhookUrl,
      smsUrl: made.webhookUrl,
    });
  });
  afterEach(() => emulator.close());

  const welcome = `Welcome to Acme, ${outside}`;
  test.each([
    ["connects", "presses 1", [welcome, "It was completed"]],
    ["takes a message", "presses 2, leaves a message of 7 s", [welcome, "beep", "Kept 10 seconds"]],
    ["says goodbye to whoever presses nothing", "", [welcome, "Goodbye"]],
    ["says goodbye to whoever presses another key", "presses 9", [welcome, "Goodbye"]],
  ])("%s", async (_, script, said) => {
    const trace = await emulator.call({ from: outside, to: number, script });
    expect(heard(trace)).toEqual(said);
    expect(alertsOf(trace)).toEqual([]);
  });

  test("ends at a widget that is not emulated, and logs it", async () => {
    const { sid, status } = await emulator.call({ from: outside, to: number, presses: "3" });
    expect(status).toBe("completed");
    expect(await twilioClient(emulator).monitor.v1.alerts.list()).toMatchObject([
      { errorCode: "81022", resourceSid: sid },
    ]);
  });

  test("asks by message, and remembers who answers", async () => {
    const asked = await emulator.sms({ from: outside, to: number, body: "hi" });
    expect(asked.replies).toMatchObject([{ body: "Who are you?" }]);
    await emulator.sms({ from: outside, to: number, body: "Ada" });
    await emulator.messagesSettled();
    const [last] = await twilioClient(emulator).messages.list({ limit: 1 });
    expect(last).toMatchObject({ body: "Hello Ada", to: outside, from: number });
  });
});
