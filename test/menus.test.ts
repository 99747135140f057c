import { type CallTrace, heard, webhooks } from "@dialer/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { directoryOf } from "../dialplan/derive.ts";
import { settingsOfProject } from "../functions/test/deployed.ts";
import { connected, house, library, main, words } from "./emergency-calls.ts";
import { describeKeeping } from "./kept-messages.ts";
import { LiveService } from "./live-service.ts";
import { TestNetwork } from "./network.ts";
import { dialled, Telephones, verbs } from "./telephones.ts";

let network: TestNetwork;
let phones: Telephones;
let dialer: LiveService;
beforeAll(async () => {
  network = await TestNetwork.start();
  await network.up("stage", "prod");
  phones = await Telephones.register(network, "stage", "prod");
  dialer = await LiveService.of(network, "dialer", "prod");
});
afterEach(async () => {
  network.emulator.parties.clear();
  network.emulator.faults.clear();
  await dialer.restore();
});
afterAll(() => network.close());

const corner = "+15035550101";
const domain = "direct-futel-prod.sip.twilio.com";
/** Dials on a phone and then does something, as a script says. */
const press = (extension: string, to: string, script: string) => phones.dial(extension, to, { script });
/** The language of what was said, in order, each change once. */
const voices = (trace: CallTrace) =>
  verbs(trace)
    .flatMap((verb) => ("language" in verb ? [verb.language] : []))
    .filter((language, index, all) => language !== all[index - 1]);

/** The last text that told of a message, and what its link gives. */
async function lastNotice() {
  await network.emulator.settled();
  const [notice] = await network.client.messages.list({ to: "+15035550190", limit: 1 });
  const text = notice?.body ?? "";
  const link = /https:\S+/.exec(text)?.[0] ?? "";
  const { host, pathname, search } = new URL(link);
  return { text, link, sound: await fetch(`${network.emulator.url}/${host}${pathname}${search}`) };
}

describe("a menu of the network's own", () => {
  it("welcomes a caller once, tells the keys until one is pressed, and leads where it says", async () => {
    const trace = await press("corner", "#", "presses 2 after 1 s, presses 2 1");
    expect(heard(trace).slice(0, 1)).toEqual(["Welcome to Futel."]);
    expect(heard(trace).filter((text) => text === "Welcome to Futel.")).toHaveLength(1);
    expect(heard(trace)).toContain("For somebody to talk to in a crisis,");
    expect(dialled(trace)).toEqual([`+18002738255 as ${corner}`]);
  });

  it("waits two seconds after each prompt, and hangs up after ten rounds", async () => {
    const trace = await press("corner", "#", "");
    const pauses = verbs(trace).filter(({ verb }) => verb === "Pause");
    expect(pauses).toHaveLength(10 * 4);
    expect(new Set(pauses.map((pause) => "length" in pause && pause.length))).toEqual(new Set(["2"]));
    expect(heard(trace).filter((text) => text === "To make a call,")).toHaveLength(10);
    expect(heard(trace).at(-1)).toBe("Goodbye.");
    expect(trace).toMatchObject({ status: "completed", ended: "Hangup", legs: [] });
  });

  it("speaks Spanish after *, stays with it from menu to menu, and English after * again", async () => {
    const spanish = await press("corner", "#", "presses * 5 2 # 2 1");
    expect(heard(spanish)).toContain("Para hablar con alguien en una crisis,");
    expect(voices(spanish)).toEqual(["en-US", "es-MX"]);
    expect(dialled(spanish)).toEqual([`+18666986155 as ${corner}`]);
    expect(voices(await press("corner", "#", "presses * *"))).toEqual(["en-US", "es-MX", "en-US"]);
  });

  it("gives a dial tone; what is dialled then is decided like any call", async () => {
    const to = async (digits: string) => {
      const trace = await press("corner", "#", `presses 1, presses ${digits}`);
      return { calls: dialled(trace), last: heard(trace).at(-1) };
    };
    expect((await to("5035551212")).calls).toEqual([`+15035551212 as ${corner}`]);
    expect((await to("15035551212")).calls).toEqual([`+15035551212 as ${corner}`]);
    expect((await to("011525512345678")).calls).toEqual([`+525512345678 as ${corner}`]);
    expect((await to("5035550103")).calls).toEqual([`sip:library@${domain} as ${corner}`]);
    expect((await to("211")).calls).toEqual([`+18666986155 as ${corner}`]);
    expect(await to("9005551212")).toEqual({
      calls: [],
      last: "Numbers of this kind cannot be called from this telephone.",
    });
  });

  it("tells a caller in the language that they have chosen why a number is not called, or could not be", async () => {
    const spanish = (digits: string) => press("corner", "#", `presses * 1, presses ${digits}`);
    expect(heard(await spanish("9005551212")).at(-1)).toBe(
      "Desde este teléfono no se puede llamar a números de este tipo.",
    );
    network.emulator.parties.script("+15035551212", "failed");
    expect(heard(await spanish("5035551212")).at(-1)).toBe("No se pudo conectar su llamada.");
    for (const number of ["988", "+18002738255"]) network.emulator.parties.script(number, "failed");
    expect(heard(await spanish("988")).at(-1)).toBe("No se pudo conectar su llamada.");
  });

  it("tells a caller in the language of their phone, until they choose another one", async () => {
    const { clients, menus } = settingsOfProject();
    const directory = directoryOf(clients, menus);
    const { corner, ...others } = directory.phones;
    const spanish = { ...directory, phones: { ...others, corner: { ...corner, language: "es" } } };
    await dialer.replace("asset", "/extensions.json", JSON.stringify(spanish));
    const last = (trace: CallTrace) => heard(trace).at(-1);
    const failed = "No se pudo conectar su llamada.";
    for (const number of ["+15035551212", "988", "+18002738255"])
      network.emulator.parties.script(number, "failed");
    expect(last(await phones.dial("corner", "9005551212"))).toBe(
      "Desde este teléfono no se puede llamar a números de este tipo.",
    );
    expect(last(await phones.dial("corner", "5035551212"))).toBe(failed);
    expect(last(await phones.dial("corner", "988"))).toBe(failed);
    expect(voices(await press("corner", "#", "presses 5"))).toEqual(["es-MX"]);
    const english = await press("corner", "#", "presses *, presses 1, presses 9005551212");
    expect(voices(english)).toEqual(["es-MX", "en-US"]);
    expect(last(english)).toBe("Numbers of this kind cannot be called from this telephone.");
    expect(last(await press("corner", "#", "presses *, presses 1, presses 988"))).toBe(
      "Your call could not be connected.",
    );
    expect(last(await phones.dial("library", "9005551212"))).toBe(
      "Numbers of this kind cannot be called from this telephone.",
    );
  });

  it("988, when it fails, is dialled at its number from a dial tone too", async () => {
    network.emulator.parties.script("988", "busy");
    const trace = await press("corner", "#", "presses 1, presses 988");
    expect(dialled(trace)).toEqual([`988 as ${corner}`, `+18002738255 as ${corner}`]);
  });

  it("lets nobody in who does not press the key it asks for, where there is friction", async () => {
    const asked = (trace: CallTrace) => heard(trace).filter((text) => /^So that we know/.test(text)).length;
    const shut = await press("corner", "#", "presses 4 0 0 0");
    expect(asked(shut)).toBe(3);
    expect(heard(shut).at(-1)).toBe("Goodbye.");
    expect(shut.legs).toEqual([]);
    // The key is chosen at random for each call: sooner or later it is 1.
    for (let call = 1; call <= 200; call++) {
      const open = await press("corner", "#", "presses 4 1 1");
      if (asked(open) === 1) {
        expect(dialled(open)).toHaveLength(1);
        return;
      }
      expect(dialled(open)).toEqual([]);
    }
    expect.unreachable("the key was never 1");
  });

  it("says that it is out of use, and no more, where there is maintenance", async () => {
    const trace = await press("workshop", "#", "presses 9");
    expect(heard(trace).at(-2)).toMatch(/^The announcements are being repaired/);
    expect(heard(trace).at(-1)).toBe("Goodbye.");
  });

  it("answers the main number, and connects callers from outside with phones, not with a dial tone", async () => {
    const trace = await phones.callIn(main, undefined, "presses 1 after 1 s");
    expect(dialled(trace)).toEqual([`sip:workshop@${domain} as +12065550123`]);
    expect(heard(await phones.callIn(main, undefined, "presses 2 2"))).toContain(
      "We are at the corner house. Somebody is there on Saturdays from noon to five.",
    );
  });

  it("takes a message, and tells whom it concerns", async () => {
    const trace = await press("corner", "#", "presses 3, leaves a message of 12 s, presses #");
    const [recording] = await network.client.recordings.list();
    expect(recording).toMatchObject({ callSid: trace.sid, duration: "12" });
    expect(heard(trace)).toContain("Thank you.");
    const { text, sound } = await lastNotice();
    expect(text).toMatch(/^Message of 12 s in mailbox office, from corner: https:/);
    expect([sound.status, sound.headers.get("content-type")]).toEqual([200, "audio/mpeg"]);
    await phones.callIn(main, undefined, "presses 3 after 1 s, leaves a message of 5 s");
    expect((await lastNotice()).text).toMatch(
      /^Message of \d+ s in mailbox office, from \+12065550123: https:/,
    );
  });

  it("gives the sound of a message to nobody whose link is another", async () => {
    const { link } = await lastNotice();
    const asked = (query: URLSearchParams) => `${network.emulator.url}/${dialer.domainName}/sound?${query}`;
    for (const name of ["recording", "expires", "signature"]) {
      const { searchParams } = new URL(link);
      const [, begin, sign, end] = /^(.{5})(.)(.*)$/.exec(searchParams.get(name) ?? "") ?? [];
      searchParams.set(name, `${begin}${sign === "1" ? "2" : "1"}${end}`);
      expect((await fetch(asked(searchParams))).status).toBe(404);
    }
  });

  it("of another name is still at the trunk", async () => {
    expect((await phones.dial("gallery", "#")).legs.map(({ to }) => to)).toEqual([
      "sip:exhibit@trunk-prod.example.org;region=us2",
    ]);
  });
});

describe("9-1-1", () => {
  const toPolice: [string, string, string | undefined] = ["911", corner, house];
  it.each([
    ["in the intro", "#", "presses 9 after 1 s, presses 1 1"],
    ["in the menu", "#", "presses 5 9 1 1"],
    ["typed at once", "#", "presses 911 after 1 s"],
    ["behind an office 9", "#", "presses 9911 after 1 s"],
    ["behind 9 and 1", "#", "presses 91911 after 1 s"],
    ["in Spanish", "#", "presses * 9 1 1"],
    ["in another menu, after other keys", "#", "presses 2 # 2 5 9 1 1"],
    ["where there is friction", "#", "presses 4 after 1 s, presses 9 1 1"],
    ["after wrong keys where there is friction", "#", "presses 4 after 1 s, presses 2 9 1 1"],
    ["at a dial tone", "#", "presses 1 after 1 s, presses 911"],
    ["at a dial tone, slowly", "#", "presses 1 after 1 s, presses 9 1 1"],
    ["at a dial tone, behind an office 9", "#", "presses 1 after 1 s, presses 9911"],
    ["at a dial tone, after a number that is none", "#", "presses 1 after 1 s, presses 50 911"],
    ["instead of a message", "#", "presses 3 after 1 s, presses 9 1 1"],
    ["after a message", "#", "presses 3 after 1 s, presses 5, leaves a message of 5 s, presses 911"],
  ])("%s is an emergency call", async (_, to, script) => {
    expect(connected(await press("corner", to, script))).toEqual(toPolice);
  });

  it("where 9 is a key of the menu is an emergency call, also slowly, and 9 alone is the key", async () => {
    for (const script of ["presses 911 after 1 s", "presses 9 1 1", "presses 5 9 1 1"])
      expect(connected(await press("workshop", "#", script))).toEqual(["911", "+15035550102", house]);
    expect(heard(await press("workshop", "#", "presses 9"))).toContainEqual(
      expect.stringMatching(/repaired/),
    );
  });

  it("where there is maintenance is an emergency call", async () => {
    const trace = await press("workshop", "#", "presses 9 after 1 s, presses * * 9 1 1");
    expect(connected(trace)).toEqual(["911", "+15035550102", house]);
  });

  it("takes the way of those that phones dial: same attempts, same alerts, same words", async () => {
    network.emulator.parties.script("911", "failed");
    const usual = await phones.dial("corner", "911");
    const trace = await press("corner", "#", "presses 911 after 1 s");
    expect(dialled(trace)).toEqual(dialled(usual));
    expect(heard(trace).slice(-2)).toEqual(words.failed);
    const alerts = webhooks(trace, "status-callback").filter(({ url }) => url.includes("/emergency-alert"));
    expect(alerts.length).toBeGreaterThan(3);
  });

  it("from outside is dialled with the main number", async () => {
    const trace = await phones.callIn(main, undefined, "presses 9 1 1");
    expect(connected(trace)).toEqual(["911", main, undefined]);
  });

  it("933 is the test call", async () => {
    for (const script of ["presses 933 after 1 s", "presses 9 3 3", "presses 1 after 1 s, presses 933"]) {
      const trace = await press("library", "#", script);
      expect(connected(trace)).toEqual(["933", "+15035550103", library]);
    }
  });

  it("is refused on stage, 933 is not", async () => {
    const refused = await press("demo", "#", "presses 911 after 1 s");
    expect(refused.legs).toEqual([]);
    expect(heard(refused).slice(-2)).toEqual(words.test);
    expect(connected(await press("demo", "#", "presses 933 after 1 s"))).toEqual([
      "933",
      "+15035550110",
      house,
    ]);
  });

  it("other keys are never an emergency call", async () => {
    for (const script of ["presses 9 2 1 1", "presses 1 after 1 s, presses 5039115555", "presses 9 1 5 1"])
      expect((await press("corner", "#", script)).legs.filter(({ emergency }) => emergency)).toEqual([]);
  });
});

const noMenus = {
  ...{ sounds: {}, contexts: {}, mailboxes: {}, messageRetentionDays: 90 },
  ...{ timeLimit: 60, services: [] },
};

describe("with the menus broken", () => {
  it.each([
    ["no JSON", '{"sounds": {'],
    ["empty", ""],
    ["of another shape", '{"sounds": 7, "contexts": []}'],
    ["without the menu", JSON.stringify(noMenus)],
  ])("(the file is %s) callers are told, and 9-1-1 is an emergency call", async (_, content) => {
    await dialer.replace("asset", "/menus.json", content);
    const trace = await press("corner", "#", "");
    expect(trace.legs).toEqual([]);
    expect([words.outOfOrder, ["This cannot be reached from here."]]).toContainEqual(heard(trace));
    for (const script of ["presses 911 after 1 s", "presses 9 after 1 s, presses 1 1"])
      expect(connected(await press("corner", "#", script))).toEqual(["911", corner, house]);
    expect(dialled(await phones.dial("corner", "5035551212"))).toEqual([`+15035551212 as ${corner}`]);
  });

  it("(the function fails) the fallback hears 9-1-1 out", async () => {
    network.emulator.faults.add({ route: "/menu$", status: 500, skip: 2 });
    expect(connected(await press("corner", "#", "presses 9 after 1 s, presses 1 1"))).toEqual([
      "911",
      corner,
      house,
    ]);
  });

  it("(the function fails before a second attempt) the fallback makes it", async () => {
    network.emulator.parties.script("911", "busy");
    network.emulator.faults.add({ route: "/sip-outgoing$", status: 500, skip: 1 });
    const trace = await press("corner", "#", "presses 911 after 1 s");
    expect(dialled(trace).length).toBeGreaterThan(2);
    expect(heard(trace).slice(-2)).toEqual(words.failed);
  });
});

describeKeeping(() => ({
  network,
  dialer,
  leave: () => phones.callIn(main, undefined, "presses 3 after 1 s, leaves a message of 5 s"),
}));
