import { readMessagingDocument } from "@dialer/emulator/twiml";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { deploy } from "../test/deployed.ts";
import { Story } from "./story.ts";

/*
 * TwiML as callers get it, one file a story. To accept what has changed: npx vitest run functions/golden -u
 */

const [dialer, fallback, pager, lab] = [
  await deploy("dialer"),
  await deploy("fallback"),
  await deploy("pager"),
  await deploy("lab"),
];

const domain = "direct-futel-prod.sip.twilio.com";
const context = {
  ENVIRONMENT: "prod",
  DOMAIN_NAME: "dialer.example",
  ACCOUNT_SID: `AC${"0".repeat(32)}`,
  AUTH_TOKEN: "no-secret",
  TRUNK_HOST: "trunk.example.org",
  TRUNK_REGION: "us2",
  SIP_DOMAIN: domain,
  SIP_DOMAIN_NONEMERGENCY: "direct-futel-nonemergency-prod.sip.twilio.com",
  SYNC_SERVICE_SID: `IS${"0".repeat(32)}`,
};

/** What Twilio says of a call that a phone makes. */
const from = (SipUsername: string, digits: string) => ({
  From: `sip:${SipUsername}@${domain}`,
  To: `sip:${encodeURIComponent(digits)}@${domain}`,
  SipUsername,
  SipDomain: domain,
});
const outside = { From: "+12065550123", To: "+15035550100" };

/** What Twilio's API says where functions ask it. */
const world: [url: RegExp, answer: object][] = [];
beforeEach(() => {
  // Each call is its phone's first of the day: there are no minutes yet, and some can be set aside.
  world.push([/\/Maps\/minutes\/Items$/, {}]);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T12:00:00Z") });
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url) => {
    const [, answer] = world.find(([pattern]) => pattern.test(String(url))) ?? [];
    return answer ? Response.json(answer) : Response.json({ message: "no such thing" }, { status: 404 });
  });
});
afterEach(() => {
  world.length = 0;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const expectGolden = (story: Story, name: string) => expect(String(story)).toMatchFileSnapshot(`${name}.xml`);

it("a phone dials", async () => {
  const story = new Story({ run: dialer, context });
  await story.ask("A phone dials a number in ten digits.", "/sip-outgoing", from("corner", "5035551212"));
  await story.goOn("It is busy there.", "action", { DialCallStatus: "busy" });
  for (const [what, digits] of [
    ["a number in Mexico", "011525555551234"],
    ["phones of the network that share a number", "5035550102"],
    ["the main number", "5035550100"],
    ["community information", "211"],
    ["its menu", "#"],
    ["the operator", "0"],
    ["a premium number", "9005551212"],
    ["a number in Jamaica", "8765551212"],
    ["a service that is not in the dial plan", "411"],
    ["what is no number", 'hello"><Dial>'],
  ] as const)
    await story.ask(`A phone dials ${what}.`, "/sip-outgoing", from("corner", digits));
  await story.ask("A phone dials the crisis line.", "/sip-outgoing", from("corner", "988"));
  await story.goOn("It cannot be reached.", "action", { DialCallStatus: "failed" });
  await story.goOn("Its number is dialled.", "Redirect", from("corner", "988"));
  await story.ask("A phone whose menu is behind the trunk.", "/sip-outgoing", from("gallery", "#"));
  await story.ask("A phone that the network does not know.", "/sip-outgoing", from("stranger", "5035551212"));
  await expectGolden(story, "dialer");
});

it("somebody calls a number of the network", async () => {
  const story = new Story({ run: dialer, context });
  await story.ask("The number of one phone.", "/sip-incoming", { ...outside, To: "+15035550101" });
  await story.ask("A number that phones share.", "/sip-incoming", { ...outside, To: "+15035550102" });
  await story.goOn("None of them is there.", "action", { DialCallStatus: "no-answer" });
  await story.ask("The main number.", "/sip-incoming", outside);
  await story.ask("A number of another environment.", "/sip-incoming", { ...outside, To: "+15035550110" });
  await expectGolden(story, "incoming");
});

it("somebody calls for help", async () => {
  const corner = from("corner", "911");
  const story = new Story({ run: dialer, context });
  await story.ask("A phone dials 911.", "/sip-outgoing", corner);
  await story.goOn("The leg fails: the same number again.", "action", {
    ...corner,
    DialCallStatus: "failed",
  });
  await story.goOn("Another one with the same address.", "action", { ...corner, DialCallStatus: "failed" });
  await story.goOn("The main number.", "action", { ...corner, DialCallStatus: "failed" });
  await story.goOn("Nobody can be reached.", "action", { ...corner, DialCallStatus: "failed" });
  await story.ask("A phone dials 933.", "/sip-outgoing", from("corner", "933"));
  await story.ask("A phone that cannot call for help.", "/sip-outgoing", from("gallery", "911"));
  await story.goOn("The team is told, and the caller in another language.", "Redirect");
  await story.ask("9-1-1 in a menu: the 9.", "/menu?context=street-menu&at=menu&extension=corner", {
    ...from("corner", "#"),
    Digits: "9",
  });
  await story.goOn("The first 1.", "action", { ...from("corner", "#"), Digits: "1" });
  await story.goOn("The second 1.", "action", { ...from("corner", "#"), Digits: "1" });
  await expectGolden(story, "emergency");
});

it("the dialer is down", async () => {
  const story = new Story({ run: fallback, context: {} });
  await story.ask("A phone dials 911.", "/fallback", from("corner", "911"));
  await story.goOn("The leg fails.", "action", { ...from("corner", "911"), DialCallStatus: "failed" });
  await story.ask("A phone dials anything else.", "/fallback", from("corner", "5035551212"));
  await story.ask("In a menu, 9 has been pressed.", "/fallback", {
    ...from("corner", "#"),
    ErrorUrl: "https://dialer.example/menu?context=street-menu&at=menu&extension=corner&trail=street-menu",
    Digits: "9",
  });
  await expectGolden(story, "fallback");
});

it("a phone goes through the menus", async () => {
  const story = new Story({ run: dialer, context, usual: from("corner", "#") });
  await story.ask("A phone dials #.", "/sip-outgoing");
  await story.goOn("The menu begins with an intro.", "Redirect");
  await story.goOn("Nothing is pressed: the keys are told.", "action", { Digits: "" });
  await story.goOn("* changes the language.", "action", { Digits: "*" });
  await story.goOn("2 leads to another menu.", "action", { Digits: "2" });
  await story.goOn("# leads back to its parent.", "action", { Digits: "#" });
  await story.goOn("4 leads to where there is friction.", "action", { Digits: "4" });
  await story.goOn("The key it asks for lets in.", "action", { Digits: "1" });
  await story.goOn("1 rings a phone, chosen at random.", "action", { Digits: "1" });
  await story.ask(
    "1 in the first menu is a dial tone.",
    "/menu?context=street-menu&at=menu&extension=corner",
    {
      Digits: "1",
    },
  );
  await story.goOn("Three digits tell a service or an emergency number.", "action", { Digits: "503" });
  await story.goOn("The rest of the number.", "action", { Digits: "5551212" });
  await story.goOn("It is decided as if it had been dialled on the phone.", "Redirect");
  await story.ask("3 is for a message.", "/menu?context=street-menu&at=menu&extension=corner", {
    Digits: "3",
  });
  await story.goOn("It is recorded.", "action", { Digits: "" });
  await story.goOn("There is one.", "action", {
    RecordingUrl: "https://api.twilio.com/sound",
    Digits: "hangup",
  });
  await story.ask("A menu under maintenance.", "/menu?context=announcements&extension=workshop");
  await expectGolden(story, "menus");
});

it("a caller waits for an operator", async () => {
  const QueueSid = `QU${"0".repeat(32)}`;
  const queue = { sid: QueueSid, friendly_name: "operator-prod" };
  world.push(
    [/\/Queues\.json/, { queues: [{ ...queue, current_size: 2 }] }],
    [/\/Calls\.json/, { calls: [] }],
  );
  const story = new Story({ run: dialer, context, usual: from("corner", "0") });
  await story.ask("A phone dials 0.", "/sip-outgoing");
  await story.goOn("The queue.", "Redirect");
  await story.goOn("What is heard there.", "waitUrl", { QueueSid, QueueTime: "0" });
  await story.goOn("9, which may be that of 9-1-1, leads out of it.", "action", { Digits: "9" });
  const leave = "/operator-left?context=operator&extension=corner";
  await story.ask("It is waited for the rest.", leave, { QueueResult: "leave", QueueSid, QueueTime: "20" });
  await story.goOn("It does not come: back to the queue.", "action", { Digits: "" });
  await story.ask("Nobody has come in time.", leave, { QueueResult: "leave", QueueSid, QueueTime: "300" });
  await story.goOn("A message is recorded.", "action", { Digits: "" });
  const operator = `/operator-answer?queue=${QueueSid}&language=es`;
  await story.ask("An operator answers.", operator);
  await story.goOn("They press 1.", "action", { Digits: "1" });
  await story.goOn("The conversation is over; somebody else waits.", "action", {
    DialCallStatus: "completed",
  });
  world[0] = [/\/Queues\.json/, { queues: [{ ...queue, current_size: 0 }] }];
  await story.ask("An operator answers too late.", operator);
  await expectGolden(story, "operator");
});

it("somebody leaves a page, and a member takes it", async () => {
  const numbers = { PAGER_PHONE: "+15035550131", FROM_PHONE: "+15035550132", SYNC_SERVICE_SID: "IS0" };
  const recording = `RE${"0".repeat(32)}`;
  const page = { recording, duration: 12, sound: true, caller: "+12065550123", order: ["ada"], attempt: 2 };
  world.push([
    /\/pages\/Items\//,
    { data: { ...page, received: "2026-11-21T12:00:00Z", state: "open" }, revision: "0" },
  ]);
  const story = new Story({
    run: pager,
    context: { ...context, ...numbers, DOMAIN_NAME: "pager.example" },
    usual: { From: "+12065550123", To: numbers.PAGER_PHONE },
  });
  await story.ask("Somebody calls the pager.", "/voice");
  await story.goOn("A key is pressed.", "action", { Digits: "5" });
  await story.goOn("A message was recorded.", "action", { RecordingDuration: "12" });
  await story.ask("Nothing was said.", "/record?round=1");
  await story.ask("Nothing was said three times.", "/record?round=3");
  await story.ask("The number for texts is called.", "/voice", { To: numbers.FROM_PHONE });
  await story.ask("A member is called.", `/acknowledge?recording=${recording}&attempt=2`);
  await story.goOn("They press 1.", "action", { Digits: "1" });
  world[0] = [
    /\/pages\/Items\//,
    { data: { ...page, received: "2026-11-21T12:00:00Z", state: "acknowledged" }, revision: "1" },
  ];
  await story.ask("Another one is called meanwhile.", `/acknowledge?recording=${recording}&attempt=3`);
  await expectGolden(story, "pager");
});

it("texts are answered", async () => {
  const texts = new Story({ run: lab, context, read: readMessagingDocument });
  await texts.ask("A text to the laboratory.", "/sms", { Body: "press alt now" });
  await texts.ask("Another one.", "/sms", { Body: "hello" });
  const calls = new Story({ run: lab, context });
  await calls.ask("A call to the laboratory.", "/voice", outside);
  await expect(`${texts}\n${calls}`).toMatchFileSnapshot("lab.xml");
});
