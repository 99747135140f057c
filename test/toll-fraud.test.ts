import { type CallTrace, heard } from "@dialer/emulator";
import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/max/metadata";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TestNetwork } from "./network.ts";
import { dialled, Telephones, told, verbs } from "./telephones.ts";

const frugal = {
  environment: "stage",
  callerId: "demo",
  context: "street",
  emergency: "registered",
  dailyMinutes: 3,
};

let network: TestNetwork;
let phones: Telephones;
// Stage alone: prod serves the very build that stage does, and what may be called is decided by the build.
beforeAll(async () => {
  network = await TestNetwork.start();
  // Thousands of calls from one phone, and another one that has three minutes.
  network.edit("assets/dialer/dial-plan.json", (text) =>
    text.replace('"dailyMinutes": 240', '"dailyMinutes": "unlimited", "patience": 2000'),
  );
  network.edit("assets/dialer/clients.json", (text) =>
    text.replace('"demo": {', `"frugal": ${JSON.stringify(frugal)},\n    "demo": {`),
  );
  await network.up("stage");
  phones = await Telephones.register(network, "stage");
});
afterAll(() => network.close());

/** Calls placed at once: more only wait for one another. */
const atOnce = 32;

/** Dials everything from one phone; gives the calls by what was dialled. */
async function dialAll(all: string[]): Promise<Map<string, CallTrace>> {
  const traces = new Map<string, CallTrace>();
  for (let start = 0; start < all.length; start += atOnce) {
    const batch = all.slice(start, start + atOnce);
    await Promise.all(batch.map(async (each) => traces.set(each, await phones.dial("demo", each))));
  }
  return traces;
}

/** The caller hears why, and is hung up on; nobody else is called. */
function expectRefused(trace: CallTrace | undefined): void {
  expect(trace && told(trace)).toEqual([
    expect.stringMatching(
      /^(There is no such number|Numbers in this country cannot be called|Numbers of this kind cannot be called|That is not a number|This service cannot be reached)/,
    ),
  ]);
}

/** What is no home call of the North American plan, by the plan itself. */
const foreign = "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876";
const territories = "340 670 671 684 787 939";
const other = "500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588 600 622 633 700 710";
const premium = "900";
const tollFree = "800 833 844 855 866 877 888";
const refused = `${foreign} ${territories} ${other} ${premium}`.split(" ");

describe("every area code from 200 to 999, dialled by a phone", () => {
  const areas = Array.from({ length: 800 }, (_, index) => String(200 + index));
  let calls: Map<string, CallTrace>;
  let allowed: string[];
  beforeAll(async () => {
    calls = await dialAll(areas.map((area) => `${area}5550123`));
    allowed = areas.filter((area) => calls.get(`${area}5550123`)?.legs.length !== 0);
  });

  it("is called as that very number with the phone's own, or refused with a word", () => {
    for (const [number, trace] of calls) {
      if (trace.legs.length === 0) expectRefused(trace);
      else expect(dialled(trace)).toEqual([`+1${number} as +15035550110`]);
    }
    expect(calls.size).toBe(800);
  });

  it.each(refused)("%s is refused: foreign, a territory, premium or special", (area) => {
    expect(allowed).not.toContain(area);
  });

  it.each(tollFree.split(" "))("%s is called: toll-free", (area) => {
    expect(allowed).toContain(area);
  });

  it("is called if it is in the United States or Canada, and only then", () => {
    const home = areas.filter((area) => {
      const number = parsePhoneNumberFromString(`+1${area}5550123`, metadata);
      const inCountry = number?.country === "US" || number?.country === "CA" || tollFree.includes(area);
      return inCountry && number?.isValid() && !refused.includes(area);
    });
    expect(allowed).toEqual(home);
    expect(allowed).toEqual(expect.arrayContaining(["212", "503", "604", "416", "907", "808", "867"]));
    expect(allowed.length).toBeGreaterThan(400);
  });

  it("is refused with the premium exchange 976", async () => {
    for (const trace of (await dialAll(areas.map((area) => `${area}9761234`))).values()) expectRefused(trace);
  });

  it("is refused as a service by itself, but for those of the dial plan and the emergency test", async () => {
    const services = await dialAll(areas);
    const reached = areas.filter((service) => services.get(service)?.legs.length !== 0);
    expect(reached).toEqual(["211", "933", "988"]);
    const others = areas.filter((service) => service !== "911" && !reached.includes(service));
    for (const service of others) expectRefused(services.get(service));
  });
});

const domain = "direct-futel-stage.sip.twilio.com";
const inScript = (zero: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** Ways to write a number, from its digits with the country code. Each is a way in which the allowed number goes through. */
const understood: Record<string, (digits: string) => string> = {
  "+": (digits) => `+${digits}`,
  "%2B": (digits) => `sip:%2B${digits}@${domain}`,
  "011": (digits) => `011${digits}`,
  "00": (digits) => `00${digits}`,
  spaces: (digits) => `+${digits.replace(/\B/g, " ")}`,
  "dashes, dots and brackets": (digits) =>
    `+(${digits.slice(0, 1)})-${digits.slice(1, 4)}.${digits.slice(4)}`,
  ";ext=": (digits) => `sip:+${digits};ext=5@${domain}`,
  "%3Bext=": (digits) => `sip:011${digits}%3Bext=5@${domain}`,
  ";phone-context=": (digits) => `sip:011${digits};phone-context=+1@${domain};user=phone`,
  "sip: at the domain": (digits) => `sip:011${digits}@${domain}`,
  "sip: at another host": (digits) => `sip:+${digits}@elsewhere.example.org`,
  "sips:": (digits) => `sips:+${digits}@${domain}:5061;transport=tls`,
  "SIP:": (digits) => `SIP:00${digits}@${domain}`,
  "every digit escaped": (digits) => `sip:%2B${digits.replace(/\d/g, "%3$&")}@${domain}`,
  "full-width digits": (digits) => `＋${inScript(0xff10)(digits)}`,
  "Arabic digits": (digits) => inScript(0x660)(`011${digits}`),
  "Persian digits": (digits) => inScript(0x6f0)(`00${digits}`),
  "Devanagari digits": (digits) => `+${inScript(0x966)(digits)}`,
  "marks that cannot be seen": (digits) => `+${digits.replace(/\B/g, "\u200b")}`,
};

/** Ways that are no way to write a number, and must not become one. */
const nonsense: Record<string, (digits: string) => string> = {
  "tel: for a user": (digits) => `tel:+${digits}`,
  "sip: within sip:": (digits) => `sip:sip%3A+${digits}%40${domain}@${domain}`,
  "a name and brackets": (digits) => `"5035551212" <sip:+${digits}@${domain}>`,
  "escaped twice": (digits) => `sip:%252B${digits}@${domain}`,
  "two plus signs": (digits) => `++${digits}`,
  "caller ID withheld": (digits) => `*67${digits}`,
  "another carrier": (digits) => `1010288011${digits}`,
  "9 for a line": (digits) => `9011${digits}`,
  "an operator": (digits) => `01${digits}`,
  "011 twice": (digits) => `011011${digits}`,
  "011 and +": (digits) => `011+${digits}`,
  "a # behind": (digits) => `011${digits}#`,
  "a pause and more": (digits) => `5035551212,${digits}`,
  "two numbers": (digits) => `5035551212&+${digits}`,
  markup: (digits) => `"><Dial><Number>+${digits}</Number></Dial><Say>`,
  "a line of its own": (digits) => `5035551212\r\nTo: +${digits}`,
  "digits of a script nobody asked for": (digits) => `+${inScript(0x0e50)(digits)}`,
};

const forbidden = {
  "a premium number": "19005551212",
  "the premium exchange": "15039761234",
  Jamaica: "18765551212",
  "the Bahamas": "12425551212",
  "Puerto Rico": "17875551212",
  "a personal number": "15005551212",
  "the United Kingdom": "442071234567",
  "premium in the United Kingdom": "449061234567",
  Latvia: "37160003739",
  Cuba: "5352801234",
  "premium in Mexico": "529001234567",
  Somalia: "252612345678",
  Inmarsat: "870773123456",
  Iridium: "8816312345678",
  "international networks": "882161234567",
  "international premium": "97912345678",
};

describe.each(Object.entries(forbidden))("%s", (_, digits) => {
  const ways = { ...understood, ...nonsense };

  it("is never called, however it is written", async () => {
    const written = Object.values(ways).map((write) => write(digits));
    if (digits.startsWith("1"))
      written.push(digits, digits.slice(1), `sip:${digits.slice(1)};ext=1@${domain}`);
    for (const [each, trace] of await dialAll(written)) {
      expect(trace.legs, each).toEqual([]);
      expectRefused(trace);
    }
  });
});

describe.each([
  ["the United States", "15035551212"],
  ["Canada", "16045551212"],
  ["Mexico", "525512345678"],
])("a number in %s", (_, digits) => {
  it.each(Object.entries(understood))("is called when it is written with %s", async (_, write) => {
    const trace = await phones.dial("demo", write(digits));
    expect(dialled(trace)).toEqual([`+${digits} as +15035550110`]);
  });

  it.each(Object.entries(nonsense))("is not guessed from %s", async (_, write) => {
    expectRefused(await phones.dial("demo", write(digits)));
  });
});

it("a SIP address is no way out: nobody is called at a host that the caller names", async () => {
  const addresses = ["mallory", "demo", "street", "operator", "incoming", "", "x;y", "011"].flatMap(
    (user) => [
      `sip:${user}@evil.example.org`,
      `sip:${user}@trunk-stage.example.org;region=us2?x-enableemergency=true`,
      `sip:${encodeURIComponent(`${user}@evil.example.org`)}@${domain}`,
    ],
  );
  for (const trace of (await dialAll(addresses)).values()) expectRefused(trace);
});

describe("a phone that has three minutes a day", () => {
  const number = "5035551212";
  const [spent, tooMany] = [/^This telephone has used up its minutes/, /^Too many calls are being made/];
  const dial = (digits = number) => phones.dial("frugal", digits);
  /** How long a call may last, in seconds, and what is told when it has ended. */
  const dialOf = (trace: CallTrace): Record<string, unknown> =>
    verbs(trace).find(({ verb }) => verb === "Dial") ?? {};
  const timeLimit = (trace: CallTrace) => dialOf(trace).timeLimit;
  const talks = (seconds: number) =>
    network.emulator.parties.script(`+1${number}`, `answers after 1 rings, hangs up after ${seconds} s`);
  /** What stands in Sync: one item, for the phone and the day. */
  async function items() {
    const [service] = await network.client.sync.v1.services.list();
    const { syncMapItems } = network.client.sync.v1.services(service?.sid ?? "").syncMaps("minutes");
    return { syncMapItems, all: await syncMapItems.list() };
  }
  afterEach(async () => {
    network.emulator.faults.clear();
    network.emulator.parties.clear();
    const { syncMapItems, all } = await items();
    await Promise.all(all.map(({ key }) => syncMapItems(key).remove()));
  });

  it("talks as long as they last, is cut off at the last one, and is told so then", async () => {
    talks(70);
    const [first, second, third] = [await dial(), await dial(), await dial()];
    expect([first, second].map(timeLimit)).toEqual(["180", "60"]);
    expect(first.legs[0]?.duration).toBe(70);
    expect(second.legs[0]?.duration).toBe(60);
    expect(told(third)).toEqual([expect.stringMatching(spent)]);
  });

  it("keeps its minutes if nobody answers", async () => {
    network.emulator.parties.script(`+1${number}`, "busy");
    await dial();
    expect(timeLimit(await dial())).toBe("180");
  });

  it("calls emergency services, services, toll-free numbers and the network when they are spent, and nobody counts", async () => {
    talks(180);
    await dial();
    const free = ["911", "933", "988", "211", "8005551234", "+18885551234", "5035550110"];
    const requests = await network.requestsDuring(async () => {
      for (const digits of free) {
        const said = heard(await dial(digits)).join();
        expect(said, digits).not.toMatch(spent);
      }
    });
    expect(requests.filter((request) => request.includes("/minutes/"))).toEqual([]);
    expect(told(await dial())).toEqual([expect.stringMatching(spent)]);
  });

  it.each([
    ["is down", { status: 503 }],
    ["refuses", { status: 403 }],
    ["hangs", { delayMs: 5_000 }],
    ["closes every connection", { drop: "before" }],
  ] as const)("has ten minutes for a call while Sync %s", async (_, fault) => {
    network.emulator.faults.add({ route: "/call-status$", drop: "before" });
    network.emulator.faults.add({ route: "^sync", ...fault });
    expect(timeLimit(await dial())).toBe("600");
  });

  it.each([
    ["hangs", { delayMs: 5_000 }],
    ["sets minutes aside and cannot say so", { method: "POST", drop: "after" }],
  ] as const)("has that call counted, once, when Sync %s and then is well again", async (_, fault) => {
    network.emulator.faults.add({ route: "^sync", ...fault, count: 1 });
    talks(70);
    expect([await dial(), await dial()].map(timeLimit)).toEqual(["600", "60"]);
  });

  it("has them once, however many calls it makes at once", async () => {
    network.emulator.faults.add({ route: "/call-status$", drop: "before" });
    const traces = await Promise.all(Array.from({ length: 4 }, () => dial()));
    const counted = traces.filter((trace) => String(dialOf(trace).action).includes("aside=yes"));
    const seconds = counted.reduce((sum, trace) => sum + Number(timeLimit(trace)), 0);
    expect(seconds).toBeLessThanOrEqual(180);
    for (const trace of traces.filter(({ legs }) => legs.length === 0)) {
      const [word = ""] = told(trace);
      expect(
        [spent, tooMany].some((each) => each.test(word)),
        word,
      ).toBe(true);
    }
  });

  it("has spent what was set aside for a call whose end is never told, on that day only", async () => {
    network.emulator.faults.add({ route: "/call-status$", drop: "before" });
    talks(10);
    await dial();
    expect(told(await dial())).toEqual([expect.stringMatching(spent)]);
    const { all } = await items();
    expect(all.map(({ key }) => key)).toEqual([expect.stringMatching(/^frugal\.\d{4}-\d\d-\d\d$/)]);
    const [day] = all;
    const lifetime = (day?.dateExpires.getTime() ?? 0) - (day?.dateCreated.getTime() ?? 0);
    expect(lifetime).toBe(2 * 24 * 3_600_000);
  });
});
