import { alertsOf, type CallTrace, type Fault, heard, webhooks } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  connected,
  expectEmergencyCalls,
  expectOutOfOrder,
  house,
  library,
  main,
  places,
  refused,
  SilentServer,
  withoutNumber,
  words,
} from "./emergency-calls.ts";
import { LiveService } from "./live-service.ts";
import { TestNetwork } from "./network.ts";
import { type DialOptions, dialled, Telephones, told, verbs } from "./telephones.ts";

let network: TestNetwork;
let phones: Telephones;
let services: Record<"dialer" | "fallback" | "stage" | "stageFallback", LiveService>;
let dialer: LiveService;
let fallback: LiveService;
beforeAll(async () => {
  network = await TestNetwork.start();
  await network.up("stage", "prod");
  phones = await Telephones.register(network, "stage", "prod");
  services = {
    dialer: await LiveService.of(network, "dialer", "prod"),
    fallback: await LiveService.of(network, "fallback", "prod"),
    stage: await LiveService.of(network, "dialer", "stage"),
    stageFallback: await LiveService.of(network, "fallback", "stage"),
  };
  ({ dialer, fallback } = services);
});
afterEach(async () => {
  network.emulator.faults.clear();
  network.emulator.parties.clear();
  for (const service of Object.values(services)) await service.restore();
});
afterAll(() => network.close());

const dial911 = async (from: string, options?: DialOptions) =>
  connected(await phones.dial(from, "911", options));

describe("911 and 933", () => {
  const forms = ["", "1", "+1", "9", "91", "+91", "+"].flatMap((prefix) => [`${prefix}911`, `${prefix}933`]);
  const written = [
    ...forms,
    ...forms.map(
      (form) => `sip:${encodeURIComponent(form)};phone-context=example.org@anything.example.org:5061`,
    ),
    ...["9-1-1", "911#", "９１１", "٩١١", "9\u200b1\u200b1", "sip:%39%31%31@x.example.org", "sips:9%333@x"],
  ];
  const numberIn = (form: string) => (/933|%333/.test(form) ? "933" : "911");

  it.each(places)(
    "in every form are dialled by a phone that is %s (%s)",
    async (_, extension, callerId, address) => {
      for (const form of written)
        expect(connected(await phones.dial(extension, form)), form).toEqual([
          numberIn(form),
          callerId,
          address,
        ]);
    },
  );

  it("in every form are refused by the phone whose entry says so, with the advice to use another", async () => {
    for (const form of written)
      expect(refused(await phones.dial("gallery", form)), form).toEqual(words.refused);
  });

  it("cost $75 where no address is registered, and nothing elsewhere; the test is free", async () => {
    const charge = async (from: string, to: string) =>
      (await phones.dial(from, to)).legs[0]?.emergency?.charge;
    expect(await charge("roamer", "911")).toBe(75);
    expect(await charge("corner", "911")).toBe(0);
    expect(await charge("roamer", "933")).toBe(0);
  });

  it("933 reads the address back", async () => {
    expect(heard(await phones.dial("library", "933"))).toEqual([expect.stringContaining(library)]);
  });

  it("ring and last as long as Twilio allows", async () => {
    const trace = await phones.dial("corner", "911");
    expect(verbs(trace)).toEqual([
      {
        verb: "Dial",
        callerId: "+15035550101",
        answerOnBridge: "true",
        timeout: "600",
        timeLimit: "86400",
        action: "/sip-outgoing?attempt=1&extension=corner",
      },
      { verb: "Hangup" },
    ]);
    network.emulator.parties.script("911", "answers after 90 rings, hangs up after 13000 s");
    expect((await phones.dial("corner", "911")).legs).toMatchObject([{ answeredAt: 540, duration: 13_000 }]);
  });

  it("are dialled for a phone that claims to be another, as what it has proved to be", async () => {
    for (const claimedFrom of ["gallery", "library", "nobody", "911", '"><Dial>'])
      expect(await dial911("corner", { claimedFrom })).toEqual(["911", "+15035550101", house]);
  });

  it("are dialled with the main number for a phone that the network does not know", async () => {
    const trace = await phones.dialAsStranger(network.client, "911");
    expect(connected(trace)).toEqual(["911", main, undefined]);
  });
});

describe("an emergency call whose leg fails", () => {
  const tried = ({ legs }: CallTrace) =>
    legs.map(({ callerId, emergency }) => [callerId, emergency?.address]);
  const nowhere = [main, undefined];

  it.each<[string, (string | undefined)[][]]>([
    ["corner", [["+15035550101", house], ["+15035550101", house], ["+15035550102", house], nowhere]],
    ["workshop", [["+15035550102", house], ["+15035550102", house], ["+15035550101", house], nowhere]],
    ["attic", [["+15035550102", house], ["+15035550102", house], ["+15035550101", house], nowhere]],
    ["library", [["+15035550103", library], ["+15035550103", library], nowhere]],
    ["roamer", [nowhere, nowhere]],
  ])(
    "from %s is made with the same number again, with one at the same address, and with the main number, never with one registered elsewhere",
    async (extension, attempts) => {
      for (const outcome of ["failed", "busy", "no-answer"]) {
        network.emulator.parties.script("911", outcome);
        const trace = await phones.dial(extension, "911");
        expect(tried(trace)).toEqual(attempts);
        expect(trace.legs.every(({ to }) => to === "911")).toBe(true);
        expect(heard(trace)).toEqual(words.failed);
      }
    },
  );

  it("tries in the same order when the fallback makes it", async () => {
    network.emulator.parties.script("911", "failed");
    const usual = await phones.dial("corner", "911");
    await dialer.undeploy();
    const trace = await phones.dial("corner", "911");
    expect(tried(trace)).toEqual(tried(usual));
    expect(heard(trace)).toEqual(words.failed);
  });

  it("is taken over by the fallback if the dialer fails between two attempts", async () => {
    network.emulator.parties.script("911", "busy");
    network.emulator.faults.add({ route: "/sip-outgoing$", status: 500, skip: 1 });
    const trace = await phones.dial("library", "911");
    expect(tried(trace).slice(0, 2)).toEqual([
      ["+15035550103", library],
      ["+15035550103", library],
    ]);
    expect(tried(trace).at(-1)).toEqual(nowhere);
    expect(webhooks(trace, "fallback")).toHaveLength(1);
    expect(heard(trace)).toEqual(words.failed);
  });

  it("goes through with the neighbour's number when its own has been given up", async () => {
    const call = () => phones.dial("corner", "911");
    const { legs, status } = await withoutNumber(network.client, "+15035550101", call);
    expect(status).toBe("completed");
    expect(legs.map(({ callerId, status: leg }) => [callerId, leg])).toEqual([
      ["+15035550101", "failed"],
      ["+15035550101", "failed"],
      ["+15035550102", "completed"],
    ]);
    expect(legs.at(-1)?.emergency?.address).toBe(house);
  });

  it("that a domain without emergency calling refuses tells the caller to use another telephone", async () => {
    const trace = await phones.dial("corner", "911", {
      domain: "direct-futel-nonemergency-prod.sip.twilio.com",
    });
    expect(alertsOf(trace).map(({ code }) => code)).toContain(13225);
    expect(heard(trace)).toEqual(words.failed);
  });

  it("is not made again when somebody has answered, or the caller has hung up", async () => {
    expect(dialled(await phones.dial("corner", "911"))).toHaveLength(1);
    network.emulator.parties.script("911", "answers after 10 rings");
    expect(dialled(await phones.dial("corner", "911", { script: "hangs up after 20 s" }))).toHaveLength(1);
  });
});

describe("with something else broken", () => {
  const corrupt = (content: string) => () => dialer.replace("asset", "/extensions.json", content);
  const set = (key: string, value?: string) => () => dialer.setVariable(key, value);
  const fault = async (rule: Fault): Promise<void> => void network.emulator.faults.add(rule);
  const lost: [string, () => Promise<void>][] = [
    ["the phones' file is no JSON", corrupt('{"main": "+1503')],
    ["the phones' file is empty", corrupt("")],
    ["the phones' file is of another shape", corrupt('{"main": 7, "phones": []}')],
    ["every variable is deleted", () => dialer.deleteVariables()],
    ["ENVIRONMENT is missing", set("ENVIRONMENT")],
    ["the trunk is missing", set("TRUNK_HOST")],
    ["a SIP domain is missing", set("SIP_DOMAIN")],
  ];
  it.each(lost)(
    "(%s) emergency calls are made by the dialer; all others hear that it is out of order",
    async (_, breakIt) => {
      await breakIt();
      await expectEmergencyCalls(phones);
      await expectOutOfOrder(phones);
      expect(webhooks(await phones.dial("corner", "911"), "fallback")).toEqual([]);
    },
  );

  it.each<[string, () => Promise<void>]>([
    ["ENVIRONMENT says stage", set("ENVIRONMENT", "stage")],
    ["ENVIRONMENT is nonsense", set("ENVIRONMENT", "[object Object]")],
    ["the trunk is nonsense", set("TRUNK_HOST", "<&>")],
    ["the team's numbers are nonsense", set("ALERT_NUMBERS", "nobody")],
    ["the phones' file knows no phone", corrupt('{"main": "+15035550100", "phones": {}}')],
    ["Sync is down", () => fault({ route: "^sync", status: 503 })],
    ["Sync hangs", () => fault({ route: "^sync", delayMs: 60_000 })],
  ])("(%s) emergency calls are made", async (_, breakIt) => {
    await breakIt();
    await expectEmergencyCalls(phones);
  });

  const route = "/sip-(outgoing|incoming)$";
  it.each<[string, () => unknown]>([
    ["its functions answer 500", () => network.emulator.faults.add({ route, status: 500 })],
    ["its functions do not answer in time", () => network.emulator.faults.add({ route, delayMs: 20_000 })],
    ["it closes connections", () => network.emulator.faults.add({ route, drop: "before" })],
    ["it is not deployed", () => dialer.undeploy()],
    [
      "it is neither deployed nor has it, or the fallback, any variable",
      async () => {
        await dialer.undeploy();
        await Promise.all([dialer.deleteVariables(), fallback.deleteVariables()]);
      },
    ],
    [
      "its functions cannot be loaded",
      async () => {
        await dialer.replace("function", "/sip-outgoing", "throw new Error('broken');");
        network.emulator.faults.add({ route: "/sip-incoming$", status: 502 });
      },
    ],
    [
      "its functions answer what is no TwiML",
      async () => {
        const nonsense = "exports.handler = (context, event, callback) => callback(null, { sorry: true });";
        await dialer.replace("function", "/sip-outgoing", nonsense);
        network.emulator.faults.add({ route: "/sip-incoming$", status: 502 });
      },
    ],
  ])("(%s) the fallback steps in: it makes emergency calls, and tells all others", async (_, breakIt) => {
    await breakIt();
    await expectEmergencyCalls(phones);
    await expectOutOfOrder(phones);
    const [asked] = webhooks(await phones.dial("corner", "911"), "fallback");
    expect(new URL(asked?.url ?? "").host).toBe(fallback.domainName);
  });
});

describe("the team", () => {
  const messages = async () =>
    (await network.client.messages.list()).map(({ from, to, body }) => `${from} > ${to}: ${body}`).reverse();
  const sentDuring = async (work: () => Promise<unknown>) => {
    const before = (await messages()).length;
    await work();
    return (await messages()).slice(before);
  };
  const time = String.raw`20\d\d-\d\d-\d\dT[0-9:.]+Z`;

  it.each([
    ["911", "corner", "Emergency call to 911", "+15035550101"],
    ["933", "library", "Emergency test call to 933", "+15035550103"],
    ["911", "roamer", "Emergency call to 911", main],
  ])(
    "hears of %s from %s at once: which phone, with which number, when",
    async (to, from, text, callerId) => {
      const sent = await sentDuring(() => phones.dial(from, to));
      const body = `${text} from ${from} with caller ID \\${callerId} at ${time}`;
      expect(sent).toEqual([expect.stringMatching(`^\\${main} > \\+15035550190: ${body}$`)]);
    },
  );

  it("hears of it from the fallback when the dialer is gone", async () => {
    await dialer.undeploy();
    const sent = await sentDuring(() => phones.dial("corner", "911"));
    expect(sent).toEqual([expect.stringContaining("Emergency call to 911 from corner")]);
  });

  it("hears of 911 that is refused, and not of the test or of who tries on stage", async () => {
    const texts = (from: string, to: string) => sentDuring(() => phones.dial(from, to));
    const refusal = `^\\${main} > \\+15035550190: Emergency call REFUSED to 911 from gallery at ${time}:`;
    expect(await texts("gallery", "911")).toEqual([expect.stringMatching(refusal)]);
    expect([...(await texts("gallery", "933")), ...(await texts("demo", "911"))]).toEqual([]);
    await dialer.undeploy();
    expect(await texts("gallery", "911")).toEqual([expect.stringMatching(refusal)]);
  });

  it("is told of a refusal after the caller, who hears it whatever becomes of that", async () => {
    network.emulator.faults.add({ route: "/emergency-refused$", status: 500 });
    const trace = await phones.dial("gallery", "911");
    expect([heard(trace)[0], trace.legs]).toEqual([words.refused[0], []]);
  });

  it("hears of each attempt that could not be connected", async () => {
    network.emulator.parties.script("911", "busy");
    const sent = await sentDuring(() => phones.dial("library", "911"));
    expect(sent.filter((text) => text.includes("NOT connected (busy) to 911 from library"))).toHaveLength(3);
  });

  it("hears of it from the alert alone: what answers the call sends nothing itself", async () => {
    network.emulator.faults.add({ route: "/emergency-alert$", status: 500 });
    expect(await sentDuring(() => phones.dial("corner", "911"))).toEqual([]);
  });

  it("hears nothing of other calls", async () => {
    const others = ["5035551212", "988", "211", "#", "hello"];
    const sent = await sentDuring(async () => {
      for (const to of others) await phones.dial("corner", to);
    });
    expect(sent).toEqual([]);
  });

  /** What becomes of the call itself, and when; without what goes on beside it. */
  const course = ({ steps, legs, endedAt, status }: CallTrace) => ({
    steps: steps
      .filter(({ kind }) => kind !== "alert")
      .filter((step) => step.kind !== "webhook" || step.purpose !== "status-callback")
      .map(({ kind, at }) => `${at} ${kind}`),
    legs: legs.map(({ to, callerId, startedAt, answeredAt }) => ({ to, callerId, startedAt, answeredAt })),
    endedAt,
    status,
  });
  const route = "/emergency-alert$";
  it.each<[string, () => unknown]>([
    ["hangs", () => network.emulator.faults.add({ route, delayMs: 60_000 })],
    ["fails", () => network.emulator.faults.add({ route, status: 500 })],
    ["closes the connection", () => network.emulator.faults.add({ route, drop: "before" })],
    ["throws", () => dialer.replace("function", "/emergency-alert", "throw new Error('broken');")],
    ["has nobody to tell", () => dialer.setVariable("ALERT_NUMBERS", undefined)],
    ["cannot send messages", () => network.emulator.faults.add({ route: "Messages.json", status: 503 })],
  ])("is told beside the call: an alert that %s delays nothing and changes nothing", async (_, breakIt) => {
    const usual = course(await phones.dial("corner", "911"));
    await breakIt();
    expect(course(await phones.dial("corner", "911"))).toEqual(usual);
  });

  it("is told by text even if its webhook never answers", async () => {
    const silent = await SilentServer.start();
    await dialer.setVariable("ALERT_WEBHOOK_URL", silent.url);
    const sent = await sentDuring(() => dial911("corner"));
    expect(silent.close()).toBeGreaterThan(0);
    expect(sent).toHaveLength(1);
    expect((await dialer.logs()).join("\n")).toContain(
      "emergency-alert: the team was not told: TimeoutError",
    );
  });
});

describe("stage", () => {
  const registered = ["911", "+15035550110", house];
  const onStage = { domain: "direct-futel-stage.sip.twilio.com" };
  const onProd = { domain: "direct-futel-prod.sip.twilio.com" };

  it("refuses 911 when its variable and the call's SIP domain both say stage", async () => {
    const domains = [onStage, { domain: "direct-futel-nonemergency-stage.sip.twilio.com" }];
    for (const extension of ["demo", "corner", "roamer"])
      for (const over of domains) expect(told(await phones.dial(extension, "911", over))).toEqual(words.test);
  });

  it("dials 933, which takes the same path", async () => {
    const trace = await phones.dial("demo", "933");
    expect(connected(trace)).toEqual(["933", "+15035550110", house]);
    expect(heard(trace)).toEqual([expect.stringContaining(house)]);
  });

  it.each([undefined, "", "prod", "dev", "Stage", "stage "])(
    "dials 911 when its variable is %j",
    async (value) => {
      await services.stage.setVariable("ENVIRONMENT", value);
      expect(await dial911("demo")).toEqual(registered);
    },
  );

  it("has phones whose 911 is dialled when they call over prod's domain", async () => {
    expect(await dial911("demo", onProd)).toEqual(registered);
  });

  it("has functions that dial 911 for calls of prod's domain", async () => {
    await dialer.setVariable("ENVIRONMENT", "stage");
    expect(await dial911("corner", onProd)).toEqual(["911", "+15035550101", house]);
  });

  it("refuses 911 in its fallback alike, and dials when that has no variable", async () => {
    await services.stage.undeploy();
    expect(told(await phones.dial("demo", "911"))).toEqual(words.test);
    await services.stageFallback.deleteVariables();
    expect(await dial911("demo")).toEqual(registered);
  });
});
