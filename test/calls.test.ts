import { type CallTrace, heard, webhooks } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, test } from "vitest";
import { directoryOf } from "../dialplan/derive.ts";
import { settingsOfProject } from "../functions/test/deployed.ts";
import { LiveService } from "./live-service.ts";
import { TestNetwork } from "./network.ts";
import { dialled, Telephones, told, verbs } from "./telephones.ts";

let network: TestNetwork;
let phones: Telephones;
let dialer: LiveService;
beforeAll(async () => {
  network = await TestNetwork.start();
  // However busy this machine is, it is known how many minutes are left.
  network.edit("assets/dialer/dial-plan.json", (text) =>
    text.replace('"dailyMinutes": 240', '"dailyMinutes": 240, "patience": 2000'),
  );
  await network.up("stage", "prod");
  phones = await Telephones.register(network, "stage", "prod");
  dialer = await LiveService.of(network, "dialer", "prod");
});
afterEach(() => network.emulator.parties.clear());
afterAll(() => network.close());

const main = "+15035550100";
const corner = "+15035550101";
const domain = "direct-futel-prod.sip.twilio.com";
const nonemergency = "direct-futel-nonemergency-prod.sip.twilio.com";
const failed = "Your call could not be connected.";

/** What a phone hears that is not let through. */
const refusal = async (...call: Parameters<Telephones["dial"]>) => told(await phones.dial(...call));

describe("a number that a phone dials", () => {
  it("is called with the phone's own number, for an hour at most, and the phone hears no more afterwards", async () => {
    const trace = await phones.dial("corner", "5035551212");
    expect(dialled(trace)).toEqual([`+15035551212 as ${corner}`]);
    const action = expect.stringMatching(
      /^\/sip-outgoing-status\?direction=outgoing&extensions=corner&day=\d{4}-\d\d-\d\d&aside=yes$/,
    );
    expect(verbs(trace)).toEqual([
      { verb: "Dial", callerId: corner, timeLimit: "3600", answerOnBridge: "true", action },
      { verb: "Hangup" },
    ]);
    expect(trace).toMatchObject({ status: "completed", duration: 10 });
    expect(heard(trace)).toEqual([]);
  });

  it("is hung up on after an hour", async () => {
    network.emulator.parties.script("+15035551212", "hangs up after 7200 s");
    const { legs } = await phones.dial("corner", "5035551212");
    expect(legs).toMatchObject([{ duration: 3600, ended: "the time limit was reached" }]);
  });

  it.each([
    ["attic", "that of the phone it shares one with", "+15035550102"],
    ["roamer", "the main number if it has none", main],
    ["gallery", "the main number if it has none, over the domain without emergency calls", main],
  ])("by %s shows %s", async (extension, _, callerId) => {
    expect(dialled(await phones.dial(extension, "5035551212"))).toEqual([`+15035551212 as ${callerId}`]);
  });

  it("may be in Mexico", async () => {
    const trace = await phones.dial("corner", "011525512345678");
    expect(dialled(trace)).toEqual([`+525512345678 as ${corner}`]);
    expect(trace.legs).toMatchObject([{ status: "completed" }]);
  });

  it("that is none is said to be none", async () => {
    for (const noNumber of ["5551212", "hello", "*67", "503555121", "##"])
      expect(await refusal("corner", noNumber)).toEqual([
        "That is not a number. Please check it and dial again.",
      ]);
  });
});

describe("a menu that the network has not itself", () => {
  it.each([["#", "gallery", "exhibit", main, "false"]])(
    "for %s from %s is %s, at the trunk of its environment",
    async (to, from, context, callerId, emergency) => {
      const trace = await phones.dial(from, to);
      expect(trace.legs).toMatchObject([
        {
          kind: "sip",
          to: `sip:${context}@trunk-prod.example.org;region=us2`,
          callerId,
          sipHeaders: { "x-callerid": callerId, "x-enableemergency": emergency },
          status: "completed",
        },
      ]);
      const headers = `?x-callerid=%2B${callerId.slice(1)}&amp;x-enableemergency=${emergency}</Sip>`;
      expect(webhooks(trace, "voice")[0]?.answer).toContain(headers);
    },
  );

  it("is told who may call emergency services, at the trunk of its environment, if all menus are there", async () => {
    const { clients } = settingsOfProject();
    const none = { sounds: {}, contexts: {}, mailboxes: {}, messageRetentionDays: 90 };
    const without = directoryOf(clients, none);
    for (const service of [dialer, await LiveService.of(network, "dialer", "stage")]) {
      await service.replace("asset", "/extensions.json", JSON.stringify(without));
      onTestFinished(() => service.restore());
    }
    const uris = async (from: string, to: string) => {
      const { legs } = await phones.dial(from, to);
      return legs.map(({ to, sipHeaders }) => [to, sipHeaders?.["x-enableemergency"]]);
    };
    const prod = "trunk-prod.example.org;region=us2";
    expect(await uris("corner", "#")).toEqual([[`sip:street@${prod}`, "true"]]);
    expect(await uris("gallery", "0")).toEqual([[`sip:operator@${prod}`, "false"]]);
    expect(await uris("corner", main)).toEqual([[`sip:incoming@${prod}`, "true"]]);
    expect((await phones.callIn(main)).legs).toMatchObject([
      {
        to: `sip:incoming@${prod}`,
        callerId: "+12065550123",
        sipHeaders: { "x-callerid": "+12065550123", "x-enableemergency": "false" },
      },
    ]);
    expect((await phones.callIn(main, "anonymous")).legs).toMatchObject([
      { sipHeaders: { "x-callerid": main }, status: "completed" },
    ]);
    expect(await uris("demo", "#")).toEqual([["sip:street@trunk-stage.example.org;region=us2", "true"]]);
  });
});

describe("a service of three digits", () => {
  it("211 is dialled at its number, without a time limit", async () => {
    const trace = await phones.dial("corner", "211");
    expect(dialled(trace)).toEqual([`+18666986155 as ${corner}`]);
    expect(verbs(trace)[0]).not.toHaveProperty("timeLimit");
  });

  it("988 goes through as it is, and nothing else is dialled", async () => {
    expect(dialled(await phones.dial("corner", "988"))).toEqual([`988 as ${corner}`]);
  });

  it.each(["failed", "busy", "no-answer"])("988 is dialled at its number when it is %s", async (outcome) => {
    network.emulator.parties.script("988", outcome);
    const trace = await phones.dial("corner", "988");
    expect(dialled(trace)).toEqual([`988 as ${corner}`, `+18002738255 as ${corner}`]);
    expect(trace.status).toBe("completed");
    expect(heard(trace)).toEqual([]);
  });

  it("988 is given up when its number fails too, and the caller hears so", async () => {
    for (const number of ["988", "+18002738255"]) network.emulator.parties.script(number, "failed");
    const trace = await phones.dial("corner", "988");
    expect(trace.legs).toHaveLength(2);
    expect(heard(trace)).toEqual([failed]);
  });

  it("that is not in the dial plan is refused", async () => {
    expect(await refusal("corner", "411")).toEqual(["This service cannot be reached from this telephone."]);
  });
});

describe("a number of the network's own", () => {
  it("stays SIP, at the global name of the domain, and is shown the caller's number", async () => {
    const { legs } = await phones.dial("corner", "5035550103");
    expect(legs).toMatchObject([
      { kind: "sip", to: `sip:library@${domain}`, callerId: corner, status: "completed" },
    ]);
  });

  it("rings all phones that share it, however it is written", async () => {
    for (const number of ["5035550102", "15035550102", "+15035550102", "01115035550102"])
      expect(dialled(await phones.dial("corner", number))).toEqual([
        `sip:workshop@${domain} as ${corner}`,
        `sip:attic@${domain} as ${corner}`,
      ]);
  });

  it("of another environment goes out, and comes in there", async () => {
    const { legs } = await phones.dial("corner", "5035550110");
    expect(legs.map(({ to }) => to)).toEqual(["+15035550110"]);
    const inbound = legs[0]?.inbound;
    expect(inbound && dialled(inbound)).toEqual([`sip:demo@direct-futel-stage.sip.twilio.com as ${corner}`]);
  });
});

describe("a phone", () => {
  it("is who it has proved to be: one that claims to be another is refused", async () => {
    const words = ["This telephone is not set up correctly."];
    expect(await refusal("corner", "5035551212", { claimedFrom: "roamer" })).toEqual(words);
    expect(await refusal("corner", "#", { claimedFrom: "sip:library@elsewhere.example.org" })).toEqual(words);
  });

  it("that the network does not know is refused, even with a credential", async () => {
    const trace = await phones.dialAsStranger(network.client, "5035551212");
    expect(told(trace)).toEqual(["This telephone is not known to the network."]);
  });

  it("may call over either domain", async () => {
    for (const name of [domain, nonemergency])
      expect(dialled(await phones.dial("corner", "5035551212", { domain: name }))).toEqual([
        `+15035551212 as ${corner}`,
      ]);
  });

  it("with a wrong password, or none, reaches nothing at all", async () => {
    for (const password of ["wrong", ""]) {
      const trace = await phones.dial("corner", "5035551212", { password });
      expect(trace).toMatchObject({ status: "failed", legs: [] });
      expect(webhooks(trace)).toEqual([]);
    }
  });
});

describe("when a call has ended", () => {
  const events = async () => (await dialer.logs()).map((line) => JSON.parse(line).event.UserEvent as string);

  it.each<[string, string[], string[]]>([
    ["busy", [`https://DOMAIN/busy.wav`], ["Dial", "Play", "Hangup"]],
    ["failed", [failed], ["Dial", "Say", "Hangup"]],
    ["no-answer", [], ["Dial", "Hangup"]],
  ])("as %s, the phone hears %j", async (outcome, sounds, expected) => {
    network.emulator.parties.script("+15035551212", outcome);
    const trace = await phones.dial("library", "5035551212");
    expect(trace.legs).toMatchObject([{ to: "+15035551212", status: outcome }]);
    expect(verbs(trace).map(({ verb }) => verb)).toEqual(expected);
    const urls = sounds.map((sound) => sound.replace("DOMAIN", dialer.domainName));
    expect([...new Set(heard(trace))]).toEqual(urls);
    expect(await events()).toEqual(
      expect.arrayContaining(["outgoing_call", `outgoing_dialstatus_${outcome}_library`]),
    );
  });

  it("the busy tone is there to be heard", async () => {
    const answer = await fetch(`${network.emulator.url}/${dialer.domainName}/busy.wav`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("audio/wav");
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  });

  it("from outside, each phone that rang is counted", async () => {
    await phones.callIn("+15035550102");
    const counted = [
      "incoming_call",
      "incoming_dialstatus_completed_workshop",
      "incoming_dialstatus_canceled_attic",
    ];
    expect(await events()).toEqual(expect.arrayContaining(counted));
  });
});

describe("a call from outside", () => {
  it("rings the number's phone, and shows it the caller's number", async () => {
    const trace = await phones.callIn("+15035550101");
    expect(dialled(trace)).toEqual([`sip:corner@${domain} as +12065550123`]);
    const action = "/sip-outgoing-status?direction=incoming&extensions=corner";
    expect(verbs(trace)).toEqual([{ verb: "Dial", answerOnBridge: "true", action }, { verb: "Hangup" }]);
    expect(trace.status).toBe("completed");
  });

  it("rings all phones of a number at once: the first to answer has it", async () => {
    network.emulator.parties.script(`sip:workshop@${domain}`, "answers after 3 rings");
    network.emulator.parties.script(`sip:attic@${domain}`, "answers after 2 rings");
    expect((await phones.callIn("+15035550102")).legs).toMatchObject([
      { to: `sip:workshop@${domain}`, startedAt: 0, status: "canceled" },
      { to: `sip:attic@${domain}`, startedAt: 0, status: "completed", answeredAt: 12 },
    ]);
  });

  it("to a number of stage rings the phone there, by functions of stage", async () => {
    const trace = await phones.callIn("+15035550110");
    expect(dialled(trace)).toEqual(["sip:demo@direct-futel-stage.sip.twilio.com as +12065550123"]);
    expect(webhooks(trace).map(({ url }) => new URL(url).host)).not.toContain(dialer.domainName);
  });

  it("hears it ring when nobody comes, and nothing else", async () => {
    network.emulator.parties.script(`sip:library@${domain}`, "no-answer");
    const trace = await phones.callIn("+15035550103");
    expect(trace).toMatchObject({ duration: 0, legs: [{ status: "no-answer" }] });
    expect(heard(trace)).toEqual([]);
  });

  it("hears busy when the phone is busy", async () => {
    network.emulator.parties.script(`sip:library@${domain}`, "busy");
    expect(heard(await phones.callIn("+15035550103"))).toContain(`https://${dialer.domainName}/busy.wav`);
  });

  it("is told when no phone is there", async () => {
    const demo = { domain: "direct-futel-stage.sip.twilio.com", username: "demo" };
    network.emulator.phones.unregister(`sip:demo@${demo.domain}`);
    expect(heard(await phones.callIn("+15035550110"))).toEqual([failed]);
    network.emulator.phones.register(demo);
  });
});

describe("webhooks", () => {
  it("may be asked by POST as well as by GET", async () => {
    const { sip, incomingPhoneNumbers } = network.client;
    const [sipDomain] = (await sip.domains.list()).filter(({ domainName }) => domainName === domain);
    const [number] = await incomingPhoneNumbers.list({ phoneNumber: corner });
    const ask = async (voiceMethod: "GET" | "POST") => {
      await sip.domains(sipDomain?.sid ?? "").update({ voiceMethod });
      await incomingPhoneNumbers(number?.sid ?? "").update({ voiceMethod });
      const dials = ["5035551212", "211", "5035550102", "9005551212", "911", "hello"];
      const traces: CallTrace[] = [];
      for (const digits of dials) traces.push(await phones.dial("corner", digits));
      traces.push(
        await phones.callIn(corner),
        await phones.dial("corner", "211", { claimedFrom: "library" }),
      );
      expect(new Set(traces.map((trace) => webhooks(trace, "voice")[0]?.method))).toEqual(
        new Set([voiceMethod]),
      );
      return traces.map((trace) => [dialled(trace), verbs(trace), heard(trace)]);
    };
    expect(await ask("POST")).toEqual(await ask("GET"));
  });

  test.each([
    "/sip-outgoing",
    "/sip-incoming",
    "/sip-outgoing-status",
    "/emergency-alert",
    "/extensions.json",
  ])("nobody but Twilio gets an answer from %s", async (path) => {
    const url = `${network.emulator.url}/${dialer.domainName}${path}?To=911&SipUsername=corner`;
    for (const headers of [{}, { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }]) {
      const { status } = await fetch(url, { headers });
      expect(status).toBe(path === "/extensions.json" ? 404 : 403);
    }
  });
});

describe("the last stop", () => {
  it("lets the account call where the dial plan does, and no numbers of high risk there", async () => {
    const { countries } = network.client.voice.v1.dialingPermissions;
    const codes = async (of: Parameters<typeof countries.list>[0]) =>
      (await countries.list(of)).map(({ isoCode }) => isoCode);
    expect(await codes({ lowRiskNumbersEnabled: true })).toEqual(["MX", "US"]);
    expect(await codes({ highRiskSpecialNumbersEnabled: true })).toEqual([]);
    expect(await codes({ highRiskTollfraudNumbersEnabled: true })).toEqual([]);
  });

  it("is Twilio's: a call that gets past all of ours is refused, and one to Mexico goes through", async () => {
    const place = (to: string) =>
      network.client.calls.create({ to, from: main, twiml: "<Response><Hangup/></Response>" });
    await expect(place("+442071234567")).rejects.toMatchObject({ code: 21215 });
    const { sid } = await place("+525512345678");
    expect(await network.emulator.trace(sid)).toMatchObject({ status: "completed" });
  });

  it("tells the team when a day costs more than the setting says", async () => {
    const [alarm, ...others] = await network.client.usage.triggers.list();
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({
      usageCategory: "totalprice",
      triggerBy: "price",
      triggerValue: "50",
      recurring: "daily",
      callbackUrl: `https://${dialer.domainName}/usage-alert`,
    });
    // Nothing has a price here: another trigger calls what that one would.
    const calls = { usageCategory: "calls", triggerBy: "count", triggerValue: "+1" } as const;
    const { sid } = await network.client.usage.triggers.create({
      ...calls,
      callbackUrl: alarm?.callbackUrl ?? "",
    });
    await phones.dial("corner", "0118005551234");
    await network.emulator.settled();
    await network.client.usage.triggers(sid).remove();
    const [alert] = await network.client.messages.list({ to: "+15035550190", limit: 1 });
    expect(alert).toMatchObject({
      from: main,
      body: expect.stringMatching(/^Bill alarm: .*\(calls \d+, alarm at \d+\)/),
    });
  });
});
