import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CallTrace, heard } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import { connected, house } from "./emergency-calls.ts";
import { LiveService } from "./live-service.ts";
import { TestNetwork } from "./network.ts";
import { Telephones } from "./telephones.ts";

let network: TestNetwork;
let phones: Telephones;
let dialer: LiveService;
beforeAll(async () => {
  network = await TestNetwork.start();
  await network.up("stage", "prod");
  phones = await Telephones.register(network, "prod");
  dialer = await LiveService.of(network, "dialer", "prod");
});
afterEach(async () => {
  network.emulator.parties.clear();
  await dialer.restore();
});
afterAll(() => network.close());

/** What hears of events; it keeps what `read` finds in what it is sent, and may never answer. */
async function sink(
  read: (body: string) => string[],
  answers = true,
): Promise<{ names: string[]; url: string }> {
  const names: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    names.push(...read(body));
    if (answers) response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { names, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

interface Sent {
  timestamp: string;
  hostname: string;
  event: { Event: string; Channel: string; UserEvent: string };
}

async function webhook(answers = true) {
  const all: Sent[] = [];
  const read = (body: string) => {
    const { events } = JSON.parse(body) as { events: Sent[] };
    all.push(...events);
    return events.map(({ event }) => event.UserEvent);
  };
  const { names, url } = await sink(read, answers);
  await dialer.setVariable("METRICS_WEBHOOK_URL", url);
  await dialer.setVariable("METRICS_WEBHOOK_SECRET", "sixteen characters");
  return { names, all };
}

/** Amazon's SNS, with a topic. */
async function topic() {
  const message = (body: string) => new URLSearchParams(body).get("Message") ?? "";
  const { names, url } = await sink((body) => [(JSON.parse(message(body)) as Sent).event.UserEvent]);
  for (const [name, value] of [
    ["SNS_TOPIC_ARN", "arn:aws:sns:us-west-2:123456789012:calls"],
    ["SNS_ACCESS_KEY_ID", "AKIDEXAMPLE"],
    ["SNS_SECRET_ACCESS_KEY", "a-secret-of-the-test"],
    ["SNS_ENDPOINT", url],
  ] as const)
    await dialer.setVariable(name, value);
  return { names };
}

it("a sink hears of a call, how it ended, and of the menus on the way", async () => {
  const { names, all } = await webhook();
  network.emulator.parties.script("+18002738255", "busy");
  await phones.dial("corner", "#", { script: "presses 2 after 1 s, presses 2" });
  expect(names).toEqual([
    "enter_context_street",
    "enter_context_street-menu",
    "enter_context_services",
    "outgoing_call",
    "outgoing_dialstatus_busy_corner",
  ]);
  expect(all.at(-1)).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    hostname: "twilio-sip-server-prod",
    event: { Event: "UserEvent", Channel: "corner", UserEvent: "outgoing_dialstatus_busy_corner" },
  });
});

it("a topic of SNS hears of each event by itself", async () => {
  const { names } = await topic();
  await phones.callIn("+15035550103");
  expect(names.toSorted()).toEqual(["incoming_call", "incoming_dialstatus_completed_library"]);
});

it("a sink hears of an emergency call as of any other", async () => {
  const { names } = await webhook();
  await phones.dial("corner", "911");
  expect(names).toEqual(["outgoing_call", "outgoing_dialstatus_completed_corner"]);
});

it("a sink that hangs delays nothing and changes nothing, for ordinary and for emergency calls", async () => {
  /** What becomes of a call, without what goes on beside it. */
  const course = (trace: CallTrace) => ({
    heard: heard(trace),
    legs: trace.legs.map(({ to, callerId, startedAt, answeredAt }) => ({
      to,
      callerId,
      startedAt,
      answeredAt,
    })),
    endedAt: trace.endedAt,
  });
  const calls = async () => [await phones.dial("corner", "5035551212"), await phones.dial("corner", "911")];
  const usual = (await calls()).map(course);
  const { names } = await webhook(false);
  const traces = await calls();
  expect(traces.map(course)).toEqual(usual);
  expect(connected(traces[1] as CallTrace)).toEqual(["911", "+15035550101", house]);
  expect(names).toContain("outgoing_call");
  expect((await dialer.logs()).join("\n")).toMatch(/metrics: \d not told, \d in all: TimeoutError/);
});

it("Twilio's error log is told to the environment whose function it is about, by phone", async () => {
  const { all } = await webhook();
  await dialer.replace(
    "function",
    "/sip-outgoing",
    "exports.handler = () => { throw new Error('broken'); };",
  );
  await phones.dial("corner", "5035551212");
  await network.emulator.settled();
  expect(all.map(({ event }) => [event.Channel, event.UserEvent])).toEqual([
    ["corner", "twilio_error_11200"],
  ]);
});
